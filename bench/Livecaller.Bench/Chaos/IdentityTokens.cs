using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Chaos;

/// <summary>The host app's backend, which issues short-lived identity tokens.</summary>
internal static class IdentityTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>More than the permitted clock skew.</summary>
    private static readonly TimeSpan ExpiredAge = TimeSpan.FromMinutes(3);

    public static string Fresh(string user) => Sign(user, TimeProvider.System.GetUtcNow());

    /// <summary>Returns an expired token.</summary>
    public static string Expired(string user) => Sign(user, TimeProvider.System.GetUtcNow() - ExpiredAge);

    private static string Sign(string user, DateTimeOffset now)
    {
        var text = Part(new { alg = "HS256", typ = "JWT" }) + "."
            + Part(new { sub = user, name = user, iat = now.ToUnixTimeSeconds(), exp = (now + Lifetime).ToUnixTimeSeconds() });
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(HostProcess.JwtSecret), Encoding.ASCII.GetBytes(text));
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
