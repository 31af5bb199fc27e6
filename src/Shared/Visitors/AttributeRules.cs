using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Validates what an app's backend and operators state about a visitor besides the profile: strings, numbers and Booleans by name.</summary>
internal static class AttributeRules
{
    public const int MaxCount = 30;
    public const int MaxName = 64;
    public const int MaxText = 500;
    public const int MaxNotes = 10_000;
    private const int MaxNumber = 40;

    /// <summary>Returns whether the claim of an identity token is an object of attributes. Apps may use a claim of this name for something else.</summary>
    public static bool IsClaim(JsonElement claim)
    {
        if (claim.ValueKind != JsonValueKind.Object) return false;
        try
        {
            return Fault(claim.EnumerateObject().Select(p => (p.Name, p.Value))) is null;
        }
        catch (InvalidOperationException)
        {
            // A name contains half a surrogate pair.
            return false;
        }
    }

    /// <summary>What is wrong with the changes of a request, or null.</summary>
    public static Problem? CheckChanges(IReadOnlyDictionary<string, JsonElement>? changes) =>
        changes is not null && Fault(changes.Select(c => (c.Key, c.Value))) is { } fault ? Problems.Invalid("attributes", fault) : null;

    /// <summary>The attributes that are stored.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Read(string? stored) =>
        stored is null ? new Dictionary<string, JsonElement>()
            : JsonElement.Parse(stored).EnumerateObject().ToDictionary(p => p.Name, p => p.Value);

    /// <summary>The attributes as they are stored after changes, where null removes one; null when none is left.</summary>
    public static Outcome Merge(string? stored, IEnumerable<KeyValuePair<string, JsonElement>>? changes)
    {
        if (changes is null) return new(stored, null);
        var merged = Read(stored).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value.ValueKind == JsonValueKind.Null) merged.Remove(name);
            else merged[name] = value;
        }

        if (merged.Count > MaxCount) return new(stored, Problems.Invalid("attributes", $"Expected at most {MaxCount}, and there would be {merged.Count}."));
        return new(merged.Count == 0 ? null : Write(merged), null);
    }

    private static string? Fault(IEnumerable<(string Name, JsonElement Value)> attributes)
    {
        var count = 0;
        foreach (var (name, value) in attributes)
        {
            if (++count > MaxCount) return $"Expected at most {MaxCount} attributes.";
            if (InvisibleText.IsBlank(name) || TextRules.LineFault(name, MaxName) is not null) return $"Expected names of 1 to {MaxName} characters on one line, received '{TextRules.Shorten(name)}'.";
            if (ValueFault(value) is { } fault) return $"'{TextRules.Shorten(name)}': {fault}";
        }

        return null;
    }

    private static string? ValueFault(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                return null;
            case JsonValueKind.Number:
                return value.GetRawText().Length <= MaxNumber ? null : $"Expected a number of at most {MaxNumber} characters.";
            case JsonValueKind.String:
                return TextOf(value) is { } text ? TextRules.Fault(text, MaxText) : "The text contains half a surrogate pair.";
            default:
                return $"Expected a string, a number or a Boolean, received {NameOf(value)}.";
        }
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string NameOf(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();

    private static string Write(Dictionary<string, JsonElement> attributes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>What is stored, or the problem why nothing changes.</summary>
    internal readonly record struct Outcome(string? Value, Problem? Problem);
}
