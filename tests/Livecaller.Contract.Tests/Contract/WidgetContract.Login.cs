using System.Net;
using System.Text;
using System.Text.Json;
using Livecaller.Contract.Tests.Servers;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    private const long NinetyDays = 90 * 24 * 3600;

    // The calls that need a visitor; {id} stands for a conversation or an attachment.
    private static readonly (string Method, string Path)[] VisitorCalls =
    [
        ("GET", "auth/visitor"), ("PATCH", "auth/visitor"), ("POST", "auth/logout"), ("POST", "broadcasting/auth"), ("POST", "callbacks"), ("POST", "attachments"),
        ("GET", "attachments/{id}"), ("POST", "conversations"), ("GET", "conversations"), ("GET", "conversations/{id}"), ("GET", "conversations/{id}/messages"),
        ("GET", "conversations/{id}/events"), ("POST", "conversations/{id}/messages"), ("POST", "conversations/{id}/typing"),
        ("POST", "conversations/{id}/read"), ("POST", "conversations/{id}/close"), ("POST", "conversations/{id}/feedback"), ("POST", "conversations/{id}/transcript"),
    ];

    [Fact]
    public async Task An_anonymous_login_makes_a_visitor_and_a_token_for_90_days()
    {
        var answer = await new Visitor(Server).PostAsync("auth/login", new { device = "a browser" });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(answer.Data.GetProperty("uuid").GetString()!);
        var visitor = answer.Data.GetProperty("visitor");
        Assert.NotEmpty(visitor.GetProperty("uuid").GetString()!);
        Assert.All((string[])["name", "email", "mobile", "user_id"], name => Assert.Equal(JsonValueKind.Null, visitor.GetProperty(name).ValueKind));
        Assert.Equal(JsonValueKind.Object, visitor.GetProperty("settings").ValueKind);
        var auth = answer.Body.GetProperty("auth");
        Assert.NotEmpty(auth.GetProperty("access_token").GetString()!);
        Assert.Equal(("Bearer", NinetyDays), (auth.GetProperty("token_type").GetString(), auth.GetProperty("expires_in").GetInt64()));

        var other = await new Visitor(Server).PostTextAsync("auth/login", """{"jwt_token":null}""");
        Assert.NotEqual(visitor.GetProperty("uuid").GetString(), other.Data.GetProperty("visitor").GetProperty("uuid").GetString());
    }

    [Fact]
    public async Task An_identity_token_stands_for_the_same_visitor_in_every_session()
    {
        var token = Jwt.Sign(new { sub = "same-user", iat = Jwt.Now(Server), name = "Ada", email = "ada@example.com", mobile = "+4912345" });
        var first = await new Visitor(Server).PostAsync("auth/login", new { jwt_token = token });
        var second = await new Visitor(Server).PostAsync("auth/login", new { jwt_token = Jwt.For(Server, "same-user") });
        var (one, two) = (first.Data.GetProperty("visitor"), second.Data.GetProperty("visitor"));
        Assert.Equal(("same-user", "Ada", "ada@example.com", "+4912345"), (one.GetProperty("user_id").GetString(), one.GetProperty("name").GetString(),
            one.GetProperty("email").GetString(), one.GetProperty("mobile").GetString()));
        // A claim that is left out leaves what was known.
        Assert.Equal(one.GetRawText(), two.GetRawText());
        Assert.NotEqual(first.Data.GetProperty("uuid").GetString(), second.Data.GetProperty("uuid").GetString());
    }

    public static TheoryData<string, string> BadTokens => new()
    {
        { "\"\"", "empty" },
        { "\"undefined\"", "undefined" },
        { "\"true\"", "true" },
        { "true", "true" },
        { "7", "number" },
        { "{}", "object" },
        { "\"only.two\"", "three segments" },
        { "\"a.b.c\"", "Base64URL" },
        { Text(Jwt.Sign(new[] { 1 })), "payload" },
        { Text(Jwt.Sign(new { sub = "1" }, "none")), "HS256" },
        { Text(Jwt.Sign(new { sub = "1" }, "HS512")), "HS256" },
        { Text(Jwt.Sign(new { sub = "1" }, header: new { alg = "HS256", crit = new[] { "b64" } })), "crit" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued }, secret: "another-secret-of-some-length-0123")), "signature" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued })[..^4] + "AAAA"), "signature" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued }).Split('.') is [var header, var payload, _] ? $"{header}.{payload}." : ""), "signature" },
        { Text(Jwt.Sign(new { iat = Issued })), "sub" },
        { Text(Jwt.Sign(new { sub = 7, iat = Issued })), "sub" },
        { Text(Jwt.Sign(new { sub = "", iat = Issued })), "sub" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued, email = 7 })), "email" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued, name = "a\nb\u0000" })), "name" },
        { Text(Jwt.Sign(new { sub = "1" })), "iat" },
        { Text(Jwt.Sign(new { sub = "1", iat = "today" })), "iat" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued + 61 })), "future" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued - (16 * 60) - 1 })), "15 minutes" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued - 300, exp = Issued - 61 })), "exp" },
        { Text(Jwt.Sign(new { sub = "1", iat = Issued, exp = "soon" })), "exp" },
    };

    private static long Issued => ContractSetup.Start.ToUnixTimeSeconds();

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_that_does_not_hold_is_refused_with_the_reason(string token, string reason)
    {
        var answer = await new Visitor(Server).PostTextAsync("auth/login", $$"""{"jwt_token":{{token}}}""");
        Assert.Contains(reason, answer.Reason("jwt_token"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_token_holds_within_a_minute_of_leeway_and_until_its_end()
    {
        foreach (var claims in (object[])[
            new { sub = "leeway", iat = Issued + 60 }, new { sub = "leeway", iat = Issued - (16 * 60) + 1 },
            new { sub = "leeway", iat = Issued - 9000, exp = Issued - 59 }, new { sub = "leeway", iat = Issued - 0.5, exp = Issued + 60.25 }])
            await Visitor.LoginAsync(Server, Jwt.Sign(claims));
    }

    [Theory]
    [InlineData("""{"device":7}""", "device")]
    [InlineData("""{"device":[]}""", "device")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("not json", "body")]
    public async Task A_login_that_cannot_be_read_is_told_by_field(string body, string field) =>
        Assert.NotEmpty((await new Visitor(Server).PostTextAsync("auth/login", body)).Reason(field));

    [Fact]
    public async Task A_device_is_a_text_or_an_object_of_at_most_1000_characters()
    {
        var caller = new Visitor(Server);
        Assert.Equal(HttpStatusCode.OK, (await caller.PostTextAsync("auth/login", """{"device":{"os":"Linux"}}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync("auth/login", new { device = new string('x', 998) })).Status);
        Assert.NotEmpty((await caller.PostAsync("auth/login", new { device = new string('x', 999) })).Reason("device"));
    }

    [Fact]
    public async Task A_session_lives_90_days_from_its_last_renewal_and_the_old_token_until_its_own_end()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        server.Time.Advance(TimeSpan.FromDays(89));
        var renewed = await visitor.GetAsync("auth/visitor");
        Assert.Equal((visitor.Id, NinetyDays), (renewed.Data.GetProperty("visitor").GetProperty("uuid").GetString(),
            renewed.Body.GetProperty("auth").GetProperty("expires_in").GetInt64()));
        var fresh = new Visitor(server) { Token = renewed.Body.GetProperty("auth").GetProperty("access_token").GetString() };
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("conversations")).Status);

        server.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("conversations")).Status);
        server.Time.Advance(TimeSpan.FromDays(88) - TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("conversations")).Status);
        server.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await fresh.GetAsync("auth/visitor")).Status);
    }

    [Fact]
    public async Task A_profile_is_updated_by_a_token_of_the_same_user_alone()
    {
        var visitor = await Visitor.LoginAsync(Server, Jwt.For(Server, "profile", "Ada"));
        var updated = await visitor.PatchAsync("auth/visitor", new { jwt_token = Jwt.For(Server, "profile", "Ada L.") });
        Assert.Equal("Ada L.", updated.Data.GetProperty("visitor").GetProperty("name").GetString());
        Assert.NotEmpty(updated.Body.GetProperty("auth").GetProperty("access_token").GetString()!);
        var renewed = await visitor.GetAsync("auth/visitor?jwt_token=" + Jwt.For(Server, "profile", "Ada Lovelace"));
        Assert.Equal("Ada Lovelace", renewed.Data.GetProperty("visitor").GetProperty("name").GetString());

        var foreign = Jwt.For(Server, "somebody-else", "Eve");
        Assert.NotEmpty((await visitor.PatchAsync("auth/visitor", new { jwt_token = foreign })).Reason("jwt_token"));
        Assert.NotEmpty((await visitor.GetAsync("auth/visitor?jwt_token=" + foreign)).Reason("jwt_token"));
        Assert.NotEmpty((await visitor.GetAsync("auth/visitor?jwt_token=")).Reason("jwt_token"));
        var byHeader = await visitor.SendAsync(HttpMethod.Get, "auth/visitor", headers: ("X-LC-Identity", Jwt.For(Server, "profile", "Ada King")));
        Assert.Equal("Ada King", byHeader.Data.GetProperty("visitor").GetProperty("name").GetString());
        Assert.NotEmpty((await visitor.SendAsync(HttpMethod.Get, "auth/visitor", headers: ("X-LC-Identity", foreign))).Reason("jwt_token"));
        Assert.NotEmpty((await visitor.PatchAsync("auth/visitor", new { })).Reason("jwt_token"));
        Assert.NotEmpty((await visitor.PatchAsync("auth/visitor", new { jwt_token = "undefined" })).Reason("jwt_token"));
        Assert.NotEmpty((await (await LoginAsync()).PatchAsync("auth/visitor", new { jwt_token = foreign })).Reason("jwt_token"));
        Assert.Equal("Ada King", (await visitor.GetAsync("auth/visitor")).Data.GetProperty("visitor").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_logout_ends_this_session_and_its_sockets_and_no_other()
    {
        var visitor = await Visitor.LoginAsync(Server, Jwt.For(Server, "logout"));
        var sameVisitor = await Visitor.LoginAsync(Server, Jwt.For(Server, "logout"));
        Assert.Equal(visitor.Id, sameVisitor.Id);
        await using var listener = await visitor.ListenAsync($"private-visitor.{visitor.Id}");
        await using var other = await sameVisitor.ListenAsync($"private-visitor.{visitor.Id}");
        var renewed = (await visitor.GetAsync("auth/visitor")).Body.GetProperty("auth").GetProperty("access_token").GetString();

        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync("auth/logout")).Status);
        Assert.Equal(4009, await listener.EndAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("conversations")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Visitor(Server) { Token = renewed }.GetAsync("conversations")).Status);
        var id = await sameVisitor.StartAsync();
        Assert.Equal(id, (await other.HearAsync("conversation.started")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task No_call_of_a_visitor_is_answered_without_a_token_that_holds()
    {
        foreach (var token in (string?[])[null, "made-up", "lcv.x.1.y"])
        {
            var nobody = new Visitor(Server) { Token = token };
            foreach (var (method, path) in VisitorCalls)
            {
                using var body = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
                var answer = await nobody.SendAsync(new HttpMethod(method), path.Replace("{id}", Visitor.NewId(), StringComparison.Ordinal), body);
                Assert.Equal((method, path, HttpStatusCode.Unauthorized), (method, path, answer.Status));
                Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }
        }
    }

    private static string Text(string token) => $"\"{token}\"";
}
