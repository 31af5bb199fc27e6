using System.Text.Json;
using System.Text.Json.Nodes;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// JSON in one form: PostgreSQL keeps the values of jsonb, and not their text. It has neither U+0000 nor half of a surrogate pair.
internal static class CanonicalJson
{
    public static string Of(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return Sort(parsed.RootElement)?.ToJsonString() ?? "null";
    }

    private static JsonNode? Sort(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(p => KeyValuePair.Create(Valid(p.Name), Sort(p.Value)))
            .DistinctBy(p => p.Key).OrderBy(p => p.Key, StringComparer.Ordinal)),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Sort)]),
        JsonValueKind.String => JsonValue.Create(Valid(TextOf(element))),
        // 1.0 and 1 are apart in jsonb, 1e2 and 100 are not.
        JsonValueKind.Number when element.TryGetDecimal(out var number) => JsonValue.Create(number),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(element.GetRawText()),
    };

    // The parser refuses half of a pair that is escaped.
    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return System.Text.RegularExpressions.Regex.Unescape(element.GetRawText()[1..^1]);
        }
    }

    private static string Valid(string text) => string.Concat(text.Replace('\0', '\uFFFD').EnumerateRunes());
}
