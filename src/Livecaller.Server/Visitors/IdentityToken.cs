using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Livecaller.Server.Visitors;

// Checks identity tokens with the widget's own secret; no key is ever fetched, whatever kid or jku say.
internal static class IdentityToken
{
    /// <summary>The minimum length of a secret in characters.</summary>
    public const int MinSecretLength = 16;

    // The library refuses shorter keys for HS256.
    private const int MinKeyBytes = 32;
    private static readonly JsonWebTokenHandler Handler = new();

    // A provider that is kept would keep secrets that were rotated since.
    private static readonly CryptoProviderFactory Crypto = new() { CacheSignatureProviders = false };

    /// <summary>Returns the claims, or what is wrong with the token.</summary>
    public static Task<(IdentityClaims? Claims, string? Fault)> CheckAsync(JsonElement token, string secret, DateTimeOffset now)
    {
        var (text, fault) = IdentityTokenRules.Text(token);
        return text is null ? Task.FromResult<(IdentityClaims?, string?)>((null, fault)) : CheckAsync(text, secret, now);
    }

    public static async Task<(IdentityClaims? Claims, string? Fault)> CheckAsync(string text, string secret, DateTimeOffset now)
    {
        var (payload, fault) = IdentityTokenRules.Read(text);
        if (payload is null) return (null, fault);
        if (Read(text) is not { } token)
            return (null, IdentityTokenRules.ReadSigned(payload.Value, now).Fault ?? "The token cannot be read: a member of its header or payload is of the wrong kind.");
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = KeyOf(secret),
            CryptoProviderFactory = Crypto,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        }).ConfigureAwait(false);
        return result.IsValid ? IdentityTokenRules.ReadSigned(payload.Value, now) : (null, IdentityTokenRules.WrongSignature);
    }

    // HMAC pads a key with zeros (RFC 2104), so padding a secret that the library would refuse as too short does not change signatures.
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
}
