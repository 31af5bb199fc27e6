using System.Buffers;
using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>
/// Refuses control characters in every text of a body, whatever the call does with it: databases, headers, terminals and mail programs read some
/// of them as the end of a text or as a command.
/// </summary>
internal static class BodyTexts
{
    // What a control character can be written with in JSON: an escape, DEL, or the first byte of U+0080 to U+009F.
    private static readonly SearchValues<byte> Suspicious = SearchValues.Create((byte)'\\', 0x7F, 0xC2);

    /// <summary>The problem of the first text with control characters other than tabs and line breaks; null where there is none.</summary>
    /// <param name="json">A body that has been read successfully.</param>
    public static Problem? Check(ReadOnlyMemory<byte> json)
    {
        if (!json.Span.ContainsAny(Suspicious)) return null;
        using var body = JsonDocument.Parse(json);
        return Check(body.RootElement, "");
    }

    private static Problem? Check(JsonElement element, string field)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return CheckText(field, element.GetString()!);
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    var name = field.Length == 0 ? member.Name : $"{field}.{member.Name}";
                    if ((CheckText(field, member.Name) ?? Check(member.Value, name)) is { } fault) return fault;
                }

                return null;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    if (Check(item, field) is { } found) return found;
                return null;
            default:
                return null;
        }
    }

    private static Problem? CheckText(string field, string text) =>
        TextRules.Check(field.Length == 0 ? "body" : field, TextRules.NormalizeLines(text), int.MaxValue);
}
