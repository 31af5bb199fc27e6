using System.Text.Json;
using System.Text.Json.Serialization;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Realtime.Redis;

/// <summary>A change of the subscribers on a node as JSON.</summary>
internal sealed record ChangeContent(long Version, long? Base, int Count, IReadOnlyList<PresenceMember>? Added, IReadOnlyList<string>? Removed)
{
    /// <summary>Reads a change. Null when it is not valid.</summary>
    public static NodeChange? Read(string node, ReadOnlySpan<byte> json)
    {
        try
        {
            var change = JsonSerializer.Deserialize(json, ChangeJson.Default.ChangeContent);
            if (change is not { Version: > 0, Count: >= 0 }) return null;
            var (added, removed) = (change.Added ?? [], change.Removed ?? []);
            return added.All(IsValid) && removed.All(key => key is not null) ? new(node, change.Version, change.Base, change.Count, added, removed) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] Write(NodeChange change) => JsonSerializer.SerializeToUtf8Bytes(
        new ChangeContent(change.Version, change.Base, change.Count, change.Added, change.Removed), ChangeJson.Default.ChangeContent);

    public static byte[] Write(PresenceMember member) => JsonSerializer.SerializeToUtf8Bytes(member, ChangeJson.Default.PresenceMember);

    /// <summary>Reads a member. Null when it is not valid.</summary>
    public static PresenceMember? ReadMember(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ChangeJson.Default.PresenceMember) is { } member && IsValid(member) ? member : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsValid(PresenceMember? member) => member?.UserId.ValueKind is JsonValueKind.String or JsonValueKind.Number;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeContent))]
[JsonSerializable(typeof(PresenceMember))]
internal sealed partial class ChangeJson : JsonSerializerContext;
