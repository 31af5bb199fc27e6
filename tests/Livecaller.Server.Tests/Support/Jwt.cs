using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Livecaller.Server.Tests.Support;

public static class Jwt
{
    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public static string For(string sub, string? name = null) => Sign(new { sub, name, iat = Now });

    public static string WithoutSignature(object payload, string algorithm = "none") => Part(new { alg = algorithm }) + "." + Part(payload) + ".";

    public static string Sign(object payload, string algorithm = "HS256", string secret = LivecallerServer.Secret, object? header = null)
    {
        var text = Part(header ?? new { alg = algorithm, typ = "JWT" }) + "." + Part(payload);
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
