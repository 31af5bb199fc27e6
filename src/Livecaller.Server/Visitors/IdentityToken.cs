using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Livecaller.Server.Visitors;

// Checks identity tokens: HS256 and nothing else, with the widget's own secret; no key is ever fetched, whatever kid or jku say.
// Each fault names the likely mistake, because the one who reads it is integrating a backend.
internal static class IdentityToken
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int MinSecretLength = 16;

    // The library refuses shorter keys for HS256.
    private const int MinKeyBytes = 32;
    private const int MaxLength = 8192;
    private static readonly JsonWebTokenHandler Handler = new();

    // A provider that is kept would keep secrets that were rotated since.
    private static readonly CryptoProviderFactory Crypto = new() { CacheSignatureProviders = false };

    /// <summary>The claims, or what is wrong in words.</summary>
    public static Task<(IdentityClaims? Claims, string? Fault)> CheckAsync(JsonElement token, string secret, DateTimeOffset now)
    {
        if (token.ValueKind != JsonValueKind.String)
            return Refuse($"Expected the token as a string, received {token.ValueKind.ToString().ToLowerInvariant()}.");
        try
        {
            return CheckAsync(token.GetString()!, secret, now);
        }
        catch (InvalidOperationException)
        {
            return Refuse("The token is no valid Unicode text.");
        }
    }

    public static async Task<(IdentityClaims? Claims, string? Fault)> CheckAsync(string text, string secret, DateTimeOffset now)
    {
        if (LikelyMistake(text) is { } mistake) return (null, mistake);
        var parts = text.Split('.');
        if (parts.Length != 3 || parts[0].Length == 0 || parts[1].Length == 0)
            return (null, $"Expected three segments (header.payload.signature), received {parts.Count(p => p.Length > 0)}.");
        if (Read(text) is not { } token) return (null, WhyUnreadable(parts, now));
        if (AlgorithmFault(token.Alg) is { } algorithm) return (null, algorithm);
        if (token.TryGetHeaderValue<object>("crit", out _))
            return (null, "The header names critical extensions (crit); none is known here.");
        if (parts[2].Length == 0) return (null, "The signature is missing.");

        var payload = Decode(token.EncodedPayload)!.Value;
        string? lifetime = null;
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = KeyOf(secret),
            CryptoProviderFactory = Crypto,
            ValidateIssuer = false,
            ValidateAudience = false,
            LifetimeValidator = (_, _, _, _) => (lifetime = IdentityClaims.LifetimeFault(payload, now)) is null,
        }).ConfigureAwait(false);
        return result.IsValid
            ? IdentityClaims.Read(payload)
            : (null, lifetime ?? "The signature is wrong: was it signed with this widget's secret?");
    }

    // HMAC fills a key up with zeros itself (RFC 2104), so a secret that the library would call too short signs the same as ever.
    private static SymmetricSecurityKey KeyOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (bytes.Length < MinKeyBytes) Array.Resize(ref bytes, MinKeyBytes);
        return new SymmetricSecurityKey(bytes);
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static string WhyUnreadable(string[] parts, DateTimeOffset now)
    {
        if (Decode(parts[0]) is not { } header) return "The header is no Base64URL of a JSON object.";
        if (Decode(parts[1]) is not { } payload) return "The payload is no Base64URL of a JSON object.";
        return AlgorithmFault(IdentityClaims.Text(header, "alg"))
            ?? IdentityClaims.LifetimeFault(payload, now)
            ?? IdentityClaims.Read(payload).Fault
            ?? "The token cannot be read: a member of its header or payload is of the wrong kind.";
    }

    private static string? AlgorithmFault(string? algorithm) => algorithm == SecurityAlgorithms.HmacSha256 ? null
        : $"Expected the algorithm HS256, received '{Http.Query.Shorten(string.IsNullOrEmpty(algorithm) ? "none" : algorithm)}'.";

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

    private static JsonElement? Decode(string segment)
    {
        try
        {
            return JsonElement.Parse(Base64UrlEncoder.DecodeBytes(segment)) is { ValueKind: JsonValueKind.Object } element ? element : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static Task<(IdentityClaims?, string?)> Refuse(string fault) => Task.FromResult<(IdentityClaims?, string?)>((null, fault));
}
