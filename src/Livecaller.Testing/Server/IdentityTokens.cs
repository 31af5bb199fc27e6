using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>Issues and validates identity tokens (HS256), like the host app's backend.</summary>
internal sealed class IdentityTokens(string secret, TimeProvider time)
{
    public string Issue(IdentityClaims claims, TimeSpan? lifetime)
    {
        var now = time.GetUtcNow();
        var body = new JsonObject { ["sub"] = claims.Subject, ["iat"] = now.ToUnixTimeSeconds() };
        if (lifetime is { } span) body["exp"] = (now + span).ToUnixTimeSeconds();
        if (claims.Name is not null) body["name"] = claims.Name;
        if (claims.Email is not null) body["email"] = claims.Email;
        if (claims.Mobile is not null) body["mobile"] = claims.Mobile;
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(body.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    /// <exception cref="ProblemException">422: it is not a token, or not valid.</exception>
    public IdentityClaims Check(JsonElement token)
    {
        var (text, fault) = IdentityTokenRules.Text(token);
        return text is null ? throw Invalid(fault!) : Check(text);
    }

    /// <exception cref="ProblemException">422: it is not a token, or not valid.</exception>
    public IdentityClaims Check(string token)
    {
        var (payload, fault) = IdentityTokenRules.Read(token);
        if (payload is null) throw Invalid(fault!);
        var end = token.LastIndexOf('.');
        if (!CryptographicOperations.FixedTimeEquals(Sign(token[..end]), Digest(token[(end + 1)..]))) throw Invalid(IdentityTokenRules.WrongSignature);
        (var claims, fault) = IdentityTokenRules.ReadSigned(payload.Value, time.GetUtcNow());
        return claims ?? throw Invalid(fault!);
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[] Digest(string signature)
    {
        try
        {
            return Base64Url.DecodeFromChars(signature);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static ProblemException Invalid(string reason) => ProblemException.Invalid("jwt_token", reason);
}
