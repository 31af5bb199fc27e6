using System.Net;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Tests.Visitors;

public sealed class IdentityTokenTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static TheoryData<string, string> Faults() => new()
    {
        { "", "empty" },
        { "undefined", "JavaScript" },
        { "null", "null" },
        { "true", "truth value" },
        { "only.two", "three segments" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now })[..^44] , "three segments" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now }, secret: "another-secret-0123456789"), "signature is wrong" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now }, "none"), "HS256" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now }, "HS512"), "HS256" },
        { Jwt.WithoutSignature(new { sub = "1", iat = Jwt.Now }), "HS256" },
        { Jwt.WithoutSignature(new { sub = "1", iat = Jwt.Now }, "HS256"), "signature is missing" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now }, header: new { alg = 7 }), "HS256" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now }, header: new { alg = "HS256", crit = new[] { "b64" } }), "crit" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now, exp = "soon" }), "exp must be a number" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now, exp = 1e300 }), "exp must be a number" },
        { Jwt.Sign(new { sub = new { id = 1 }, iat = Jwt.Now }), "sub must be a string" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now, email = 7 }), "email must be a text" },
        { Jwt.Sign(new[] { 1 }), "payload is no" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now })[..^4] + "AAAA", "signature is wrong" },
        { Jwt.Sign(new { iat = Jwt.Now }), "sub is missing" },
        { Jwt.Sign(new { sub = 7, iat = Jwt.Now }), "sub must be a string" },
        { Jwt.Sign(new { sub = "1" }), "iat is missing" },
        { Jwt.Sign(new { sub = "1", iat = "today" }), "iat must be a number" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now + 300 }), "future" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now - 3600 }), "15 minutes" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now - 300, exp = Jwt.Now - 120 }), "expired (exp)" },
        { Jwt.Sign(new { sub = "1", iat = Jwt.Now, nbf = Jwt.Now + 300 }), "not valid yet" },
        { "a.b.c", "Base64URL" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_fault_of_a_token_is_named(string token, string expected)
    {
        var (claims, fault) = await IdentityToken.CheckAsync(token, LivecallerServer.Secret, Now);
        Assert.Null(claims);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_within_the_leeway_is_taken()
    {
        var token = Jwt.Sign(new { sub = "1", iat = Jwt.Now + 30, exp = Jwt.Now - 30, name = "Ada" });
        Assert.Equal("Ada", (await IdentityToken.CheckAsync(token, LivecallerServer.Secret, Now)).Claims?.Name);
    }

    [Theory]
    [InlineData("sixteen-letters!")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("a secret that is longer than the 64 bytes of one block of SHA-256: hashed first")]
    [InlineData("ein schlüssel mit ümlauten")]
    public async Task A_secret_of_any_taken_length_verifies_what_every_library_signs(string secret)
    {
        var token = Jwt.Sign(new { sub = "1", iat = Jwt.Now }, secret: secret);
        Assert.Equal("1", (await IdentityToken.CheckAsync(token, secret, Now)).Claims?.Subject);
        Assert.Null((await IdentityToken.CheckAsync(token, secret + "x", Now)).Claims);
    }

    [Fact]
    public async Task A_header_that_points_to_another_key_changes_nothing()
    {
        var token = Jwt.Sign(new { sub = "1", iat = Jwt.Now }, header: new { alg = "HS256", kid = "other", jku = "http://127.0.0.1:1/keys" });
        Assert.Equal("1", (await IdentityToken.CheckAsync(token, LivecallerServer.Secret, Now)).Claims?.Subject);
    }

    [Fact]
    public async Task Times_may_have_fractions()
    {
        var token = Jwt.Sign(new { sub = "1", iat = Jwt.Now - 0.5, exp = Jwt.Now + 60.25 });
        Assert.Equal("1", (await IdentityToken.CheckAsync(token, LivecallerServer.Secret, Now)).Claims?.Subject);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("\"undefined\"")]
    [InlineData("\"\"")]
    public async Task A_login_with_something_else_than_a_token_is_told_so(string token)
    {
        await using var server = await LivecallerServer.StartAsync();
        var nobody = new Caller(server.NewClient(), "/v1/widget", "", "");
        var answer = await nobody.PostTextAsync("/auth/login", $$"""{"jwt_token":{{token}}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error("jwt_token"));
    }
}
