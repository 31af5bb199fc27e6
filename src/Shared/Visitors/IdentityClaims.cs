using System.Text.Json;

namespace Livecaller.Shared;

/// <summary>The claims of a checked identity token. See https://www.rfc-editor.org/rfc/rfc7519#section-4</summary>
internal sealed record IdentityClaims(string Subject, string? Name, string? Email, string? Mobile)
{
    private const int MaxText = 255;
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LifeWithoutExpiry = TimeSpan.FromMinutes(15);

    /// <summary>The attributes of the visitor that the token states, or null without a claim of that form.</summary>
    public JsonElement? Attributes { get; private init; }

    public static (IdentityClaims? Claims, string? Fault) Read(JsonElement payload)
    {
        if (!payload.TryGetProperty("sub", out var sub)) return (null, "The claim sub is missing: the user's id in your system.");
        if (sub.ValueKind != JsonValueKind.String)
            return (null, $"The claim sub must be a string, received {sub.ValueKind.ToString().ToLowerInvariant()}.");
        if (Text(payload, "sub") is not { Length: > 0 } subject || TextRules.Fault(subject, MaxText) is not null)
            return (null, $"The claim sub must have 1 to {MaxText} characters, and no control characters.");
        foreach (var name in (ReadOnlySpan<string>)["name", "email", "mobile"])
        {
            if (payload.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
                && (Text(payload, name) is not { } text || TextRules.Fault(text, MaxText) is not null))
            {
                return (null, $"The claim {name} must be a text of at most {MaxText} characters, and without control characters.");
            }
        }

        JsonElement? attributes = payload.TryGetProperty("attributes", out var stated) && AttributeRules.IsClaim(stated) ? stated : null;
        return (new IdentityClaims(subject, Text(payload, "name"), Text(payload, "email"), Text(payload, "mobile")) { Attributes = attributes }, null);
    }

    /// <summary>Returns why a token is not valid now, or null.</summary>
    public static string? LifetimeFault(JsonElement payload, DateTimeOffset now)
    {
        if (Time(payload, "iat") is not { } issued)
            return payload.TryGetProperty("iat", out _) ? "The claim iat must be a number of seconds since 1970." : "The claim iat is missing.";
        if (issued > now + Leeway) return "The claim iat lies in the future: are the clocks right?";
        foreach (var name in (ReadOnlySpan<string>)["exp", "nbf"])
        {
            if (payload.TryGetProperty(name, out _) && Time(payload, name) is null)
                return $"The claim {name} must be a number of seconds since 1970.";
        }

        if (Time(payload, "nbf") > now + Leeway) return "The claim nbf lies in the future: the token is not valid yet.";
        var expires = Time(payload, "exp");
        if ((expires ?? issued + LifeWithoutExpiry) + Leeway > now) return null;
        return expires is null
            ? "The token has expired: without exp it is valid for 15 minutes from iat."
            : "The token has expired (exp).";
    }

    /// <summary>A member that is a text of valid Unicode; null for any other.</summary>
    public static string? Text(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800 - 3600
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
}
