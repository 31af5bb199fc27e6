using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Frames;

/// <summary>Reads the <c>channel_data</c> of a presence subscription.</summary>
internal static class MemberReader
{
    public static bool TryRead(string? channelData, PusherOptions options, [NotNullWhen(true)] out PresenceMember? member)
    {
        member = null;
        if (channelData is null) return false;
        try
        {
            using var document = JsonDocument.Parse(channelData);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("user_id", out var id)) return false;

            // Back ends whose user ids are numbers send them as numbers.
            var userId = id.ValueKind switch
            {
                JsonValueKind.String => id.GetString(),
                JsonValueKind.Number => id.GetRawText(),
                _ => null,
            };
            if (string.IsNullOrEmpty(userId) || userId.Length > options.MaxUserIdLength) return false;

            JsonElement? info = root.TryGetProperty("user_info", out var given) ? given.Clone() : null;
            if (info is { } value && Encoding.UTF8.GetByteCount(value.GetRawText()) > options.MaxUserInfoBytes) return false;

            member = new PresenceMember(userId, info);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
