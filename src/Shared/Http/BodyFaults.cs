using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Livecaller.Shared;

// Finds out what is wrong with a body that could not be read, by comparing it with the expected type.
internal static class BodyFaults
{
    public static Dictionary<string, IReadOnlyList<string>> Explain(byte[] bytes, JsonTypeInfo type, string? faultPath)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        try
        {
            using var body = JsonDocument.Parse(bytes);
            if (body.RootElement.ValueKind == JsonValueKind.Object) Compare(body.RootElement, type, "", errors);
            else errors["body"] = [$"Expected a JSON object, received {Name(body.RootElement.ValueKind)}."];
        }
        catch (JsonException)
        {
            errors["body"] = ["It is not JSON."];
        }
        if (errors.Count == 0) errors[Field(faultPath)] = ["The value is of the wrong kind, or is text that is not valid Unicode."];
        return errors;
    }

    private static void Compare(JsonElement element, JsonTypeInfo type, string prefix, Dictionary<string, IReadOnlyList<string>> errors)
    {
        var known = type.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        HashSet<string> seen = [];
        foreach (var member in element.EnumerateObject())
        {
            if (!IsReadable(member, out var name))
            {
                errors["body"] = ["The name of a member is not valid Unicode."];
                continue;
            }
            seen.Add(name);
            if (!known.TryGetValue(name, out var property))
            {
                if (type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
                    errors[prefix + name] = [$"The member is not known here; expected {string.Join(", ", known.Keys)}."];
            }
            else if (member.Value.ValueKind == JsonValueKind.Object
                && type.Options.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner)
            {
                Compare(member.Value, inner, $"{prefix}{name}.", errors);
            }
        }
        foreach (var property in type.Properties)
            if (property.IsRequired && !seen.Contains(property.Name)) errors[prefix + property.Name] = ["It is missing."];
    }

    private static bool IsReadable(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    private static string Field(string? path) =>
        path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..].Split('[')[0] : "body";

    private static string Name(JsonValueKind kind) => kind.ToString().ToLowerInvariant();
}
