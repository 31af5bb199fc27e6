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
    public void Every_fault_of_a_token_is_named(string token, string expected)
    {
        var (claims, fault) = IdentityToken.Check(token, LivecallerServer.Secret, Now);
        Assert.Null(claims);
        if (!token.EndsWith('.')) Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_within_the_leeway_is_taken()
    {
        var token = Jwt.Sign(new { sub = "1", iat = Jwt.Now + 30, exp = Jwt.Now - 30, name = "Ada" });
        Assert.Equal("Ada", IdentityToken.Check(token, LivecallerServer.Secret, Now).Claims?.Name);
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
