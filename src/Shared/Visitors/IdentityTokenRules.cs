using System.Buffers.Text;
using System.Text.Json;

namespace Livecaller.Shared;

/// <summary>
/// The form of an identity token, without its signature: HS256 and nothing else. Each fault names the likely mistake, because its reader is
/// integrating a backend.
/// </summary>
internal static class IdentityTokenRules
{
    public const string Algorithm = "HS256";
    public const string WrongSignature = "The signature is wrong: was it signed with this widget's secret?";
    private const int MaxLength = 8192;

    /// <summary>Returns the token as a text, or what is wrong with the JSON value in its place.</summary>
    public static (string? Token, string? Fault) Text(JsonElement token)
    {
        if (token.ValueKind != JsonValueKind.String)
            return (null, $"Expected the token as a string, received {token.ValueKind.ToString().ToLowerInvariant()}.");
        try
        {
            // A file or a command line ends with a line break, which is easily read along with the token.
            return (token.GetString()!.Trim(), null);
        }
        catch (InvalidOperationException)
        {
            return (null, "The token is not valid Unicode text.");
        }
    }

    /// <summary>The payload of a token whose signature is still to be checked, or what is wrong.</summary>
    public static (JsonElement? Payload, string? Fault) Read(string token)
    {
        if (LikelyMistake(token) is { } mistake) return (null, mistake);
        var parts = token.Split('.');
        if (parts.Length != 3 || parts[0].Length == 0 || parts[1].Length == 0)
            return (null, $"Expected three segments (header.payload.signature), received {parts.Count(p => p.Length > 0)}.");
        if (Decode(parts[0]) is not { } header) return (null, "The header is not a JSON object in Base64URL.");
        if (Decode(parts[1]) is not { } payload) return (null, "The payload is not a JSON object in Base64URL.");
        if (IdentityClaims.Text(header, "alg") is var algorithm && algorithm != Algorithm)
            return (null, $"Expected the algorithm {Algorithm}, received '{TextRules.Shorten(string.IsNullOrEmpty(algorithm) ? "none" : algorithm)}'.");
        if (header.TryGetProperty("crit", out _)) return (null, "The header names critical extensions (crit); none is known here.");
        return parts[2].Length > 0 ? (payload, null) : (null, "The signature is missing.");
    }

    /// <summary>Returns the claims of a token whose signature was checked, or why it is not valid now.</summary>
    public static (IdentityClaims? Claims, string? Fault) ReadSigned(JsonElement payload, DateTimeOffset now) =>
        IdentityClaims.LifetimeFault(payload, now) is { } fault ? (null, fault) : IdentityClaims.Read(payload);

    private static string? LikelyMistake(string text) => text switch
    {
        "" => "The token is empty: the backend sent none. Leave it out for an anonymous visitor.",
        "undefined" => "Received the text \"undefined\": a JavaScript variable had no value when it was sent.",
        "null" => "Received the text \"null\": the token was not there when it was sent.",
        "true" or "false" => $"Received the text \"{text}\": a truth value was sent in the token's place.",
        "[object Object]" or "[object Promise]" => $"Received the text \"{text}\": an object was sent in the token's place (is an await missing?).",
        { Length: > MaxLength } => $"Expected at most {MaxLength} characters, received {text.Length}.",
        ['"', .., '"'] or ['\'', .., '\''] => "The token is in quotation marks: send it without them.",
        _ when text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => "The token begins with \"Bearer \": send the token alone.",
        _ when text.Any(char.IsWhiteSpace) => "The token contains white space or a line break: was it wrapped when it was encoded?",
        _ => null,
    };

    private static JsonElement? Decode(string segment)
    {
        try
        {
            return JsonElement.Parse(Base64Url.DecodeFromChars(segment)) is { ValueKind: JsonValueKind.Object } element ? element : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
