using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Livecaller.Server.Audit;

// The values before and after a change.
internal static class AuditDetails
{
    private const int MaxText = 500;

    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.Default, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> values)
    {
        var details = new JsonObject();
        foreach (var (name, value) in values) details[name] = value;
        return details;
    }

    public static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);

    /// <summary>A text of any length, cut.</summary>
    public static JsonNode? Text(string? text) => text is null ? null : text.Length <= MaxText ? JsonValue.Create(text) : JsonValue.Create(TextRules.Cut(text, MaxText) + "…");

    /// <summary>The members of both that differ. Long texts are cut.</summary>
    public static (JsonObject Before, JsonObject After) Difference(JsonObject before, JsonObject after)
    {
        var (was, now) = (new JsonObject(), new JsonObject());
        foreach (var name in before.Select(m => m.Key).Union(after.Select(m => m.Key)))
        {
            var (old, changed) = (before[name], after[name]);
            if (JsonNode.DeepEquals(old, changed)) continue;
            was[name] = Cut(old);
            now[name] = Cut(changed);
        }

        return (was, now);
    }

    private static JsonNode? Cut(JsonNode? value) => value switch
    {
        null => null,
        JsonValue text when text.TryGetValue<string>(out var line) => Text(line),
        _ when value.ToJsonString() is { Length: > 4 * MaxText } large => Text(large),
        _ => value.DeepClone(),
    };
}
