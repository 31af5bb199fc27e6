using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Livecaller.Testing.Server;

/// <summary>Issues and checks identity tokens: HS256, as the host app's backend makes them.</summary>
internal sealed class IdentityTokens(string secret, TimeProvider time)
{
    private const string Field = "jwt_token";
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LifetimeWithoutExpiry = TimeSpan.FromMinutes(15);

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

    public IdentityClaims Check(JsonElement token) => token.ValueKind == JsonValueKind.String
        ? Check(token.GetString()!)
        : throw RefusalException.Invalid(Field, $"Received the JSON value {token.GetRawText()}, expected an identity token as a string.");

    public IdentityClaims Check(string token)
    {
        if (token.Length == 0) throw Invalid("Received the empty string. Leave the member out for an anonymous session.");
        if (token is "undefined" or "null" or "true" or "false" or "[object Object]")
            throw Invalid($"Received the text \"{token}\": a variable of the caller was probably not set.");
        var parts = token.Split('.');
        if (parts.Length != 3) throw Invalid($"Received {parts.Length} segments, expected three joined by dots.");
        var header = Decode(parts[0], "header");
        if (Text(header, "alg") != "HS256") throw Invalid($"Received the algorithm {Text(header, "alg") ?? "(none)"}, expected HS256.");
        if (!CryptographicOperations.FixedTimeEquals(Sign($"{parts[0]}.{parts[1]}"), Bytes(parts[2], "signature")))
            throw Invalid("The signature does not fit: it was made with another secret, or the token was changed.");
        return CheckClaims(Decode(parts[1], "payload"));
    }

    private IdentityClaims CheckClaims(JsonElement claims)
    {
        if (Text(claims, "sub") is not { Length: > 0 } subject) throw Invalid("The claim sub is missing, expected the user's id as a string.");
        if (Seconds(claims, "iat") is not { } issued) throw Invalid("The claim iat is missing, expected the time of issue in seconds.");
        var now = time.GetUtcNow();
        if (issued > now + Leeway) throw Invalid("The claim iat lies in the future: the issuer's clock is ahead.");
        var expires = Seconds(claims, "exp") ?? issued + LifetimeWithoutExpiry;
        return now <= expires + Leeway
            ? new(subject, Text(claims, "name"), Text(claims, "email"), Text(claims, "mobile"))
            : throw Invalid("The token has expired.");
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static JsonElement Decode(string segment, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes(segment, name));
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
        }
        catch (JsonException)
        {
        }

        throw Invalid($"The {name} is not a JSON object.");
    }

    private static byte[] Bytes(string segment, string name)
    {
        try
        {
            return Base64Url.DecodeFromChars(segment);
        }
        catch (FormatException)
        {
            throw Invalid($"The {name} is not base64url.");
        }
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Seconds(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value)) return null;
        const double Latest = 253402300799;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= Latest
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : throw Invalid($"The claim {name} is {value.GetRawText()}, expected seconds since 1970.");
    }

    private static RefusalException Invalid(string reason) => RefusalException.Invalid(Field, reason);
}
