using System.Net;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Visitors;

public sealed class SessionLifeTests
{
    // A fake clock that passes through days would fire every timer of those days.
    private readonly SettableWallClock _time = new();

    [Fact]
    public async Task A_session_ends_after_90_days_and_every_refresh_begins_them_anew()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var first = await server.VisitorAsync();
        _time.Offset += TimeSpan.FromDays(89);
        var refreshed = await first.GetAsync("/auth/visitor");
        Assert.Equal(90 * 24 * 3600, refreshed.Body.GetProperty("auth").GetProperty("expires_in").GetInt64());
        var second = new Caller(server.NewClient(refreshed.Body.GetProperty("auth").GetProperty("access_token").GetString()), "/v1/widget", first.Id, "");
        Assert.Equal(first.Id, refreshed.Data.GetProperty("visitor").GetProperty("uuid").GetString());

        _time.Offset += TimeSpan.FromDays(2);
        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync("/conversations")).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/conversations")).Status);
        _time.Offset += TimeSpan.FromDays(88) - TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/conversations")).Status);
        _time.Offset += TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/auth/visitor")).Status);
    }

    [Fact]
    public async Task An_operators_session_ends_after_12_hours()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var olga = await server.OperatorAsync();
        _time.Offset += TimeSpan.FromHours(12) - TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.OK, (await olga.GetAsync("/conversations")).Status);
        _time.Offset += TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.Unauthorized, (await olga.GetAsync("/conversations")).Status);
    }

    [Fact]
    public async Task A_token_of_another_widget_is_no_token()
    {
        await using var server = await LivecallerServer.StartAsync();
        await using (var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Widgets.Add(new WidgetRow { Id = "blog", Name = "Blog", JwtSecret = "another-secret-for-tests-0123456789", CreatedAt = _time.GetUtcNow() });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var shop = await server.VisitorAsync();
        var blog = await server.VisitorAsync(widget: "blog");
        Assert.Equal(HttpStatusCode.OK, (await blog.GetAsync("/conversations")).Status);
        foreach (var (token, widget) in ((string, string)[])[(shop.Token, "blog"), (blog.Token, "shop")])
            foreach (var path in (string[])["/conversations", "/auth/visitor"])
                Assert.Equal(HttpStatusCode.Unauthorized, (await new Caller(server.NewClient(token, widget), "/v1/widget", "", "").GetAsync(path)).Status);
        var foreign = new Caller(server.NewClient(null, "blog"), "/v1/widget", "", "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await foreign.PostAsync("/auth/login", new { jwt_token = Jwt.For("u1") })).Status);
    }

    [Fact]
    public async Task An_update_takes_the_claims_over_and_refuses_another_users_token()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync(Jwt.For("u1", "Ada"));
        var token = Jwt.Sign(new { sub = "u1", iat = Jwt.Now, name = "Ada L.", email = "ada@example.com", mobile = "+4912345" });
        var updated = (await visitor.PatchAsync("/auth/visitor", new { jwt_token = token })).Data.GetProperty("visitor");
        Assert.Equal(("Ada L.", "ada@example.com", "+4912345", "u1"), (updated.GetProperty("name").GetString(), updated.GetProperty("email").GetString(),
            updated.GetProperty("mobile").GetString(), updated.GetProperty("user_id").GetString()));
        var kept = (await visitor.PatchAsync("/auth/visitor", new { jwt_token = Jwt.For("u1") })).Data.GetProperty("visitor");
        Assert.Equal("ada@example.com", kept.GetProperty("email").GetString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PatchAsync("/auth/visitor", new { jwt_token = Jwt.For("u2", "Eve") })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PatchAsync("/auth/visitor", new { })).Status);
        var anonymous = await server.VisitorAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anonymous.PatchAsync("/auth/visitor", new { jwt_token = token })).Status);
        Assert.Equal("Ada L.", (await visitor.GetAsync("/auth/visitor")).Data.GetProperty("visitor").GetProperty("name").GetString());
    }
}
