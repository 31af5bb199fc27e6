using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.VisitorData;

/// <summary>What operators read and write about visitors.</summary>
public sealed class ProfileTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_tells_identity_attributes_device_and_ratings()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        client.DefaultRequestHeaders.Add("Accept-Language", "en;q=0.5, de-AT, *;q=0.1");
        var body = new { jwt_token = Jwt.Sign(new { sub = "u1", name = "Ada", attributes = new { plan = "gold", orders = 12, vip = true }, iat = Jwt.Now }), device = new { name = "web", time_zone = "Europe/Vienna" } };
        var session = await Answer.ReadAsync(await client.PostAsJsonAsync("/v1/widget/auth/login", body, _ct));
        var id = session.Data.GetProperty("visitor").GetProperty("uuid").GetString()!;
        var visitor = await server.VisitorAsync(Jwt.For("u1"));
        var conversation = await visitor.StartAsync();
        await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{conversation}/feedback", new { rating = 4, comment = "Fine" });

        var profile = (await olga.GetAsync($"/visitors/{id}")).Data;

        Assert.Equal((true, 2, 2, 4.0), (profile.GetProperty("is_identified").GetBoolean(), profile.GetProperty("conversation_count").GetInt32(), profile.GetProperty("open_conversation_count").GetInt32(), profile.GetProperty("average_rating").GetDouble()));
        Assert.Equal("""{"orders":12,"plan":"gold","vip":true}""", profile.GetProperty("attributes").GetRawText());
        Assert.Equal("Fine", (await olga.GetAsync($"/conversations/{conversation}")).Data.GetProperty("rating_comment").GetString());
        Assert.Equal(2, (await olga.GetAsync($"/conversations?visitor_id={id}")).Data.GetArrayLength());
        var seen = (await olga.GetAsync("/visitors?q=ada")).Data.EnumerateArray().Single().GetProperty("client");
        Assert.Equal("127.0.0.1", seen.GetProperty("address").GetString());
        // Only who may block sees addresses.
        Assert.Equal(JsonValueKind.Null, (await ivan.GetAsync($"/visitors/{id}")).Data.GetProperty("client").GetProperty("address").ValueKind);

        using var renewing = server.NewClient(session.Body.GetProperty("auth").GetProperty("access_token").GetString());
        renewing.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        renewing.DefaultRequestHeaders.Add("Accept-Language", "en;q=0.5, de-AT, *;q=0.1");
        await renewing.GetAsync("/v1/widget/auth/visitor", _ct);
        seen = (await olga.GetAsync($"/visitors/{id}")).Data.GetProperty("client");
        Assert.Equal(("de-AT", "Europe/Vienna"), (seen.GetProperty("language").GetString(), seen.GetProperty("time_zone").GetString()));
        Assert.Contains("Firefox", seen.GetProperty("user_agent").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visitors_are_found_by_name_and_user_id_and_paged_and_those_without_anything_are_left_out()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await server.VisitorAsync();
        var (ada, bob) = (await server.VisitorAsync(Jwt.For("user-1", "Ada Lovelace")), await server.VisitorAsync(Jwt.For("user-2", "Bob")));
        var anonymous = await server.VisitorAsync();
        await anonymous.StartAsync();

        Assert.Equal([anonymous.Id, bob.Id, ada.Id], await IdsAsync(olga, ""));
        Assert.Equal([ada.Id], await IdsAsync(olga, "?q=love"));
        Assert.Equal([bob.Id], await IdsAsync(olga, "?q=user-2"));
        Assert.Empty(await IdsAsync(olga, "?q=%E2%80%AE%25_"));
        Assert.Empty(await IdsAsync(olga, "?widget_id=other"));
        Assert.Equal([anonymous.Id, bob.Id], await IdsAsync(olga, "?limit=2"));
        Assert.Equal([ada.Id], await IdsAsync(olga, $"?limit=2&before={bob.Id}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.GetAsync("/visitors?limit=0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/visitors/{Caller.NewId()}")).Status);
    }

    [Fact]
    public async Task Notes_are_kept_as_they_are_and_a_change_of_another_version_is_refused()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        const string Text = "<b>bold</b> \u202Egnp.exe =1+1\nsecond line";

        var saved = await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = Text, notes_version = 0 });
        Assert.Equal((Text, 1, "Olga"), (saved.Data.GetProperty("notes").GetString(), saved.Data.GetProperty("notes_version").GetInt32(), saved.Data.GetProperty("notes_by").GetProperty("name").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = "Mine", notes_version = 0 })).Status);
        Assert.Equal(Text, (await olga.GetAsync($"/visitors/{visitor.Id}")).Data.GetProperty("notes").GetString());
        Assert.NotEmpty((await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = new string('n', 10_001) })).Error("notes"));
        Assert.NotEmpty((await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = "a\u0007b" })).Error("notes"));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PatchAsync($"/visitors/{Caller.NewId()}", new { notes = "Hi" })).Status);
        Assert.Equal(JsonValueKind.Null, (await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = " " })).Data.GetProperty("notes").ValueKind);
        Assert.DoesNotContain("notes", (await visitor.GetAsync("/auth/visitor")).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_are_added_changed_and_removed_by_name_within_limits()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync(Jwt.Sign(new { sub = "u1", attributes = new { plan = "gold", since = 2020 }, iat = Jwt.Now })));
        Task<Answer> SetAsync(object attributes) => olga.PatchAsync($"/visitors/{visitor.Id}", new { attributes });

        Assert.Equal("""{"plan":"gold","region":"\u202Enorth","since":2021}""", (await SetAsync(new { since = 2021, region = "\u202Enorth" })).Data.GetProperty("attributes").GetRawText());
        await server.VisitorAsync(Jwt.Sign(new { sub = "u1", attributes = new { plan = "silver", region = (string?)null }, iat = Jwt.Now }));
        Assert.Equal("""{"plan":"silver","since":2021}""", (await olga.GetAsync($"/visitors/{visitor.Id}")).Data.GetProperty("attributes").GetRawText());
        Assert.Equal("{}", (await SetAsync(new { plan = (string?)null, since = (string?)null })).Data.GetProperty("attributes").GetRawText());

        foreach (var wrong in (object[])[new { a = new { b = 1 } }, new { a = (int[])[1] }, new { a = new string('x', 501) },
            new Dictionary<string, string> { [new string('n', 65)] = "x" }, new Dictionary<string, string> { [" "] = "x" }, Enumerable.Range(0, 31).ToDictionary(i => $"a{i}", i => i)])
        {
            Assert.NotEmpty((await SetAsync(wrong)).Error("attributes"));
        }

        Assert.NotEmpty((await SetAsync(new { a = "\u0000" })).Error("attributes.a"));
        await SetAsync(Enumerable.Range(0, 30).ToDictionary(i => $"a{i}", i => i));
        Assert.NotEmpty((await SetAsync(new { one = "more" })).Error("attributes"));
    }

    [Fact]
    public async Task A_claim_that_is_not_an_object_of_attributes_is_ignored()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync(Jwt.Sign(new { sub = "u1", attributes = new { plan = "gold" }, iat = Jwt.Now }));
        using var client = server.NewClient();
        foreach (var attributes in (object?[])[null, "text", 1, true, (int[])[1], new { plan = "silver", a = new { b = 1 } }, new { plan = "silver", a = (int[])[1] },
            new { plan = "silver", a = new string('x', 501) }, Enumerable.Range(0, 31).ToDictionary(i => $"a{i}", i => i)])
        {
            var answer = await Answer.ReadAsync(await client.PostAsJsonAsync("/v1/widget/auth/login", new { jwt_token = Jwt.Sign(new { sub = "u1", name = "Ada", attributes, iat = Jwt.Now }) }, _ct));
            Assert.Equal((HttpStatusCode.OK, visitor.Id), (answer.Status, answer.Data.GetProperty("visitor").GetProperty("uuid").GetString()));
            Assert.Equal("""{"plan":"gold"}""", (await olga.GetAsync($"/visitors/{visitor.Id}")).Data.GetProperty("attributes").GetRawText());
        }
    }

    private static async Task<IEnumerable<string?>> IdsAsync(Caller olga, string query) =>
        [.. (await olga.GetAsync("/visitors" + query)).Data.EnumerateArray().Select(v => v.GetProperty("visitor").GetProperty("uuid").GetString())];
}
