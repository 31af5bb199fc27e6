using System.Text;
using System.Text.Json;
using Livecaller.Server.Visitors;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>Identity tokens, which anybody can send: nobody is identified but by a signature.</summary>
internal sealed class IdentityTokenTarget : IFuzzTarget
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly string Valid = Jwt.Sign(new { sub = "u1", iat = 1_800_000_000 });
    private static readonly string[] Signed =
    [
        Valid,
        Jwt.Sign(new { sub = "u1", iat = 1e300 }),
        Jwt.Sign(new { sub = "u1", iat = -1, exp = "never" }),
        Jwt.Sign(new { sub = new[] { "u1" }, iat = "1800000000" }),
        Jwt.Sign(new { sub = "u\0", name = "\u202Eevil", iat = 1_800_000_000 }),
    ];

    public string Name => "identity tokens";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Signed.Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes(Jwt.WithoutSignature(new { sub = "u1", iat = 1_800_000_000 })),
        Encoding.UTF8.GetBytes(Jwt.WithoutSignature(new { sub = "u1" }, "HS512")),
        Encoding.UTF8.GetBytes(Jwt.Sign(new { sub = "u1" }, header: new { alg = "HS256", kid = "../../key", jku = "http://127.0.0.1/" })),
        [.. "undefined"u8],
        [.. "Bearer a.b.c"u8],
        [.. "a.b.c.d.e"u8],
        [.. "..."u8],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        Check(Encoding.UTF8.GetString(input));
        // The bytes as the payload of a token, so that they are read as claims.
        Check(Signed[0].Split('.')[0] + "." + System.Buffers.Text.Base64Url.EncodeToString(input) + ".c2ln");
    }

    private static void Check(string token)
    {
        var json = JsonElement.Parse(JsonSerializer.SerializeToUtf8Bytes(token));
        var (claims, fault) = IdentityToken.CheckAsync(json, LivecallerServer.Secret, Now).GetAwaiter().GetResult();

        Assert.True((claims is null) == (fault is not null), "A token is either valid or refused with a reason.");
        if (claims is not null) Assert.Contains(token.Trim(), Signed);
    }
}
