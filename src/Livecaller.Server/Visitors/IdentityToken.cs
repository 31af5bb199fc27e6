using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Livecaller.Server.Visitors;

/// <summary>The claims of a checked identity token.</summary>
internal sealed record IdentityClaims(string Subject, string? Name, string? Email, string? Mobile);

// Checks identity tokens in full: HS256 and nothing else, then the claims. See https://www.rfc-editor.org/rfc/rfc7519
// Written by hand because each fault shall name the likely mistake, and because only one algorithm is ever taken.
internal static class IdentityToken
{
    private const int MaxLength = 8192;
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LifeWithoutExpiry = TimeSpan.FromMinutes(15);

    /// <summary>The claims, or what is wrong in words.</summary>
    public static (IdentityClaims? Claims, string? Fault) Check(JsonElement token, string secret, DateTimeOffset now)
    {
        if (token.ValueKind != JsonValueKind.String)
            return (null, $"Expected the token as a string, received {token.ValueKind.ToString().ToLowerInvariant()}.");
        string text;
        try
        {
            text = token.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return (null, "The token is no valid Unicode text.");
        }
        return Check(text, secret, now);
    }

    public static (IdentityClaims? Claims, string? Fault) Check(string text, string secret, DateTimeOffset now)
    {
        if (LikelyMistake(text) is { } mistake) return (null, mistake);
        var parts = text.Split('.');
        if (parts.Length != 3 || parts.Any(p => p.Length == 0) && parts[2].Length > 0 || parts[0].Length == 0 || parts[1].Length == 0)
            return (null, $"Expected three segments (header.payload.signature), received {parts.Count(p => p.Length > 0)}.");
        if (Decode(parts[0]) is not { } header) return (null, "The header is no Base64URL of a JSON object.");
        if (Decode(parts[1]) is not { } payload) return (null, "The payload is no Base64URL of a JSON object.");
        if (Text(header, "alg") is not "HS256")
            return (null, $"Expected the algorithm HS256, received '{Http.Query.Shorten(Text(header, "alg") ?? "none")}'.");
        if (header.TryGetProperty("crit", out _)) return (null, "The header names critical extensions (crit); none is known here.");
        if (parts[2].Length == 0) return (null, "The signature is missing.");
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"));
        return Bytes(parts[2]) is { } signature && CryptographicOperations.FixedTimeEquals(expected, signature)
            ? Claims(payload, now)
            : (null, "The signature is wrong: was it signed with this widget's secret?");
    }

    private static string? LikelyMistake(string text) => text switch
    {
        "" => "The token is empty: the backend sent none. Leave it out for an anonymous visitor.",
        "undefined" => "Received the text \"undefined\": a JavaScript variable had no value when it was sent.",
        "null" => "Received the text \"null\": the token was not there when it was sent.",
        "true" or "false" => $"Received the text \"{text}\": a truth value was sent in the token's place.",
        "[object Object]" or "[object Promise]" => $"Received the text \"{text}\": an object was sent in the token's place (is an await missing?).",
        { Length: > MaxLength } => $"Expected at most {MaxLength} characters, received {text.Length}.",
        _ when text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => "The token begins with \"Bearer \": send the token alone.",
        _ => null,
    };

    private static (IdentityClaims?, string?) Claims(JsonElement payload, DateTimeOffset now)
    {
        if (!payload.TryGetProperty("sub", out var sub)) return (null, "The claim sub is missing: the user's id in your system.");
        if (sub.ValueKind != JsonValueKind.String)
            return (null, $"The claim sub must be a string, received {sub.ValueKind.ToString().ToLowerInvariant()}.");
        if (Text(payload, "sub") is not { Length: > 0 and <= 255 } subject || Http.TextRules.Fault(subject, 255) is not null)
            return (null, "The claim sub must have 1 to 255 characters, and no control characters.");
        if (Time(payload, "iat") is not { } issued)
            return (null, payload.TryGetProperty("iat", out _) ? "The claim iat must be a number of seconds since 1970." : "The claim iat is missing.");
        if (issued > now + Leeway) return (null, "The claim iat lies in the future: are the clocks right?");
        foreach (var name in (ReadOnlySpan<string>)["exp", "nbf"])
            if (payload.TryGetProperty(name, out _) && Time(payload, name) is null)
                return (null, $"The claim {name} must be a number of seconds since 1970.");
        if (Time(payload, "nbf") > now + Leeway) return (null, "The claim nbf lies in the future: the token is not valid yet.");
        var hasExpiry = Time(payload, "exp") is not null;
        var expires = Time(payload, "exp") ?? issued + LifeWithoutExpiry;
        if (expires + Leeway <= now)
            return (null, hasExpiry ? "The token has expired (exp)." : "The token has expired: without exp it is valid for 15 minutes from iat.");
        foreach (var name in (ReadOnlySpan<string>)["name", "email", "mobile"])
            if (payload.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
                && (Text(payload, name) is not { } text || Http.TextRules.Fault(text, 255) is not null))
                return (null, $"The claim {name} must be a text of at most 255 characters, and without control characters.");
        return (new IdentityClaims(subject, Text(payload, "name"), Text(payload, "email"), Text(payload, "mobile")), null);
    }

    private static DateTimeOffset? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    private static string? Text(JsonElement element, string name)
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

    private static JsonElement? Decode(string segment)
    {
        try
        {
            return Bytes(segment) is { } bytes && JsonElement.Parse(bytes) is { ValueKind: JsonValueKind.Object } element ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string segment) =>
        Base64Url.IsValid(segment) && !segment.Contains('=', StringComparison.Ordinal) ? Base64Url.DecodeFromChars(segment) : null;
}
