using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Livecaller.Contract.Tests.Servers;

namespace Livecaller.Contract.Tests.Visitors;

/// <summary>Identity tokens, as an app's backend issues them.</summary>
public static class Jwt
{
    public static long Now(IContractServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Time.GetUtcNow().ToUnixTimeSeconds();
    }

    public static string For(IContractServer server, string sub, string? name = null) => Sign(new { sub, name, iat = Now(server) });

    public static string Sign(object payload, string algorithm = "HS256", string secret = ContractSetup.Secret, object? header = null)
    {
        var text = $"{Part(header ?? new { alg = algorithm, typ = "JWT" })}.{Part(payload)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
