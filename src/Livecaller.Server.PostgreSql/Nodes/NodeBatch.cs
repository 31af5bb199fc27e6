using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Livecaller.Realtime;

namespace Livecaller.Server.PostgreSql.Nodes;

/// <summary>What a node tells the others at once, as the text of a notification.</summary>
/// <remarks>A version, the name of the node, and the content: JSON, <c>#</c> and the number of the row that has it, or <c>!</c> and the number of a beat.</remarks>
/// <param name="Node">The sender.</param>
/// <param name="Kind">What the content is.</param>
/// <param name="Content">The content.</param>
internal readonly partial record struct NodeBatch(string Node, NodeBatchKind Kind, string Content)
{
    /// <summary>The length of the name of a node.</summary>
    public const int NodeLength = 16;

    /// <summary>Returns the text of what is sent, before a batch that is in a row.</summary>
    public static string RowPrefix(string node) => $"LC1 {node} #";

    /// <summary>Returns the text of a beat.</summary>
    public static string Beat(string node, long number) => string.Create(CultureInfo.InvariantCulture, $"LC1 {node} !{number}");

    /// <summary>Returns the text of a batch.</summary>
    public static string Write(string node, IReadOnlyList<NodeItem> items) => $"LC1 {node} {JsonSerializer.Serialize(items, NodeJson.Relaxed.IReadOnlyListNodeItem)}";

    /// <summary>Reads a text. Null for what is none of a node of this version.</summary>
    public static NodeBatch? Read(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match) return null;
        var (node, rest) = (match.Groups[1].Value, text[match.Length..]);
        return rest switch
        {
            ['[', ..] => new(node, NodeBatchKind.Items, rest),
            ['#', .. var number] => IsNumber(number) ? new(node, NodeBatchKind.Row, number) : null,
            ['!', .. var number] => IsNumber(number) ? new(node, NodeBatchKind.Beat, number) : null,
            _ => null,
        };
    }

    /// <summary>The number of a beat or a row.</summary>
    public long Number => long.Parse(Content, CultureInfo.InvariantCulture);

    /// <summary>Reads the items. Null when they are not valid.</summary>
    public IReadOnlyList<NodeItem>? ReadItems()
    {
        try
        {
            return JsonSerializer.Deserialize(Content, NodeJson.Relaxed.IReadOnlyListNodeItem) is { } items && items.All(i => i?.IsValid == true) ? items : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsNumber(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"^LC1 ([0-9a-f]{16}) ")]
    private static partial Regex Pattern();
}

/// <summary>What the content of a batch is.</summary>
internal enum NodeBatchKind
{
    /// <summary>Events and signals.</summary>
    Items,

    /// <summary>The number of the row that has them.</summary>
    Row,

    /// <summary>The node hears its own beat when notifications are delivered.</summary>
    Beat,
}

/// <summary>An event of channels, or a signal.</summary>
internal sealed record NodeItem
{
    [JsonPropertyName("c")]
    public IReadOnlyList<string>? Channels { get; init; }

    [JsonPropertyName("e")]
    public string? Event { get; init; }

    [JsonPropertyName("d")]
    public string? Data { get; init; }

    [JsonPropertyName("x")]
    public string? ExceptSocketId { get; init; }

    [JsonPropertyName("u")]
    public JsonElement? UserId { get; init; }

    [JsonPropertyName("a")]
    public string? AppId { get; init; }

    [JsonPropertyName("s")]
    public string? Signal { get; init; }

    [JsonPropertyName("b")]
    public byte[]? SignalData { get; init; }

    [JsonIgnore]
    public bool IsValid => Signal is null
        ? Channels is { Count: > 0 } && Channels.All(c => c is not null) && Event is not null && UserId is not { ValueKind: not (JsonValueKind.String or JsonValueKind.Number) }
        : SignalData is not null;

    public static NodeItem Of(BackplaneMessage message) => new()
    {
        Channels = message.Channels,
        Event = message.EventName,
        Data = message.DataJson,
        ExceptSocketId = message.ExceptSocketId,
        UserId = message.UserIdJson is { } user ? JsonElement.Parse(user) : null,
        AppId = message.AppId,
    };

    public BackplaneMessage ToMessage() => new(Channels!, Event!, Data, ExceptSocketId, UserId?.GetRawText(), AppId);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<NodeItem>))]
internal sealed partial class NodeJson : JsonSerializerContext
{
    /// <summary>A text in any script takes as few bytes as it can.</summary>
    public static NodeJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
