using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>What the site's backend issues for its users: HS256 by hand, as it can be done without any library.</summary>
internal static class IdentityTokens
{
    public const string Secret = "a-secret-for-tests-only-0123456789";

    public static string For(string sub, string name)
    {
        var text = Part(new { alg = "HS256", typ = "JWT" }) + "." + Part(new { sub, name, iat = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() });
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
