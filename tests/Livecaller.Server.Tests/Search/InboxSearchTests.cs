using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Search;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Livecaller.Shared;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Search;

public sealed class InboxSearchTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("北京")]
    [InlineData("北")]
    [InlineData("parc")]
    [InlineData("PARCEL yesterday")]
    [InlineData("\"parcel\"")]
    [InlineData("parcel*")]
    [InlineData("parcel:*")]
    [InlineData("parcel & lamp")]
    [InlineData("parcel | lamp")]
    [InlineData("!parcel")]
    [InlineData("'parcel' \\")]
    [InlineData("parcel <-> yesterday")]
    [InlineData("yesterday parcel")]
    [InlineData("O'Neill")]
    [InlineData("AND")]
    [InlineData("near")]
    [InlineData("😀")]
    [InlineData("a")]
    [InlineData("anna.k@shop.example")]
    [InlineData("Ann")]
    public async Task It_is_found(string search)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync(Jwt.Sign(new { sub = "7", name = "Anna Krüger", email = "anna.k@shop.example", iat = Jwt.Now }));
        var id = await visitor.StartAsync("Where is my parcel and a lamp? It was to come yesterday, says Mr O'Neill near 北京 😀");
        await (await server.VisitorAsync()).StartAsync("something else");

        var found = await olga.GetAsync("/conversations?q=" + Uri.EscapeDataString(search));

        Assert.Equal(id, Assert.Single(found.Data.EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("京北")]
    [InlineData("NEAR(parcel lamp)")]
    [InlineData("parcel OR elsewhere")]
    [InlineData("arcel")]
    [InlineData("y")]
    [InlineData("Words:parcel")]
    [InlineData("???")]
    [InlineData("\"*\" ^ -- ( )")]
    [InlineData("👍")]
    public async Task It_is_not_found(string search)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await (await server.VisitorAsync()).StartAsync("Where is my parcel and a lamp? It was to come yesterday, says Mr O'Neill in 北京 😀");

        var found = await olga.GetAsync("/conversations?q=" + Uri.EscapeDataString(search));

        Assert.Equal(HttpStatusCode.OK, found.Status);
        Assert.Empty(found.Data.EnumerateArray());
    }

    [Fact]
    public async Task Ten_thousand_characters_are_searched_by_their_beginning_or_refused()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync("word");
        var text = string.Concat(Enumerable.Repeat("word ", 2_000));

        var found = await server.Get<IOperatorService>().ListAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), new InboxQuery { Search = text }, Cancelled);

        Assert.Equal(id, Assert.Single(found.Value!.Data).Id.Value);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.GetAsync("/conversations?q=" + Uri.EscapeDataString(text[..3_000]))).Status);
    }

    [Theory]
    [InlineData("京", "京", "京京京")]
    [InlineData("ha ", "ha", "ha-ha-ha")]
    [InlineData("😀", "😀", "😀😀")]
    [InlineData("'\\:& word", "word", "word word")]
    [InlineData("ก็", "ก็", "ก็ก็")]
    public async Task A_message_that_repeats_itself_up_to_its_limit_is_found(string repeated, string search, string longer)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var id = await (await server.VisitorAsync()).StartAsync(string.Concat(Enumerable.Repeat(repeated, MessageRules.DefaultMaxCharacters / repeated.Length)));

        foreach (var text in (string[])[search, longer])
            Assert.Equal(id, Assert.Single((await olga.GetAsync("/conversations?q=" + Uri.EscapeDataString(text))).Data.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_line_is_told_and_newer_messages_come_first()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var first = await visitor.StartAsync("my lamp is broken");
        var second = await visitor.StartAsync("hello\nthe lamp hangs\nbye");
        var third = await visitor.StartAsync("two lamps");
        await visitor.PostAsync($"/conversations/{first}/messages", new { id = Guid.NewGuid(), content = "nothing of it" });

        var found = await olga.GetAsync("/conversations?q=lamp&limit=2");

        Assert.Equal([second, first], found.Data.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.True(found.Body.GetProperty("has_more").GetBoolean());
        var match = found.Data[0].GetProperty("match");
        Assert.Equal(("the lamp hangs", 4, 4, 2), (match.GetProperty("text").GetString(), match.GetProperty("start").GetInt32(), match.GetProperty("length").GetInt32(), match.GetProperty("message_sequence").GetInt32()));
        var rest = await olga.GetAsync($"/conversations?q=lamp&limit=2&before={first}");
        Assert.Equal(third, Assert.Single(rest.Data.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_list_is_searched_by_its_filters()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var taken = await visitor.StartAsync("my lamp");
        await visitor.StartAsync("my lamp");
        await olga.PostAsync($"/conversations/{taken}/assign");

        var found = await olga.GetAsync("/conversations?q=lamp&assigned=me");

        Assert.Equal(taken, Assert.Single(found.Data.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_index_follows_edits_deletions_names_and_erasure()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(Jwt.Sign(new { sub = "7", name = "Anna", iat = Jwt.Now })), await server.OperatorAsync());
        var id = await visitor.StartAsync("hello");
        var sent = await olga.PostAsync($"/conversations/{id}/messages", new { id = Guid.NewGuid(), content = "the lanp" });
        var message = sent.Data.GetProperty("id").GetString();

        Assert.Equal(1, await CountAsync(olga, "lanp"));
        await olga.PatchAsync($"/conversations/{id}/messages/{message}", new { content = "the lamp" });
        Assert.Equal((0, 1), (await CountAsync(olga, "lanp"), await CountAsync(olga, "lamp")));
        await olga.DeleteAsync($"/conversations/{id}/messages/{message}");
        Assert.Equal(0, await CountAsync(olga, "lamp"));

        Assert.Equal(1, await CountAsync(olga, "anna"));
        await visitor.PatchAsync("/auth/visitor", new { jwt_token = Jwt.Sign(new { sub = "7", name = "Berta", iat = Jwt.Now }) });
        Assert.Equal((0, 1), (await CountAsync(olga, "anna"), await CountAsync(olga, "berta")));

        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        await db.Messages.ExecuteDeleteAsync(Cancelled);
        Assert.Empty(await server.Get<LivecallerDatabase>().Search.FindMessagesAsync(db, SearchWords.Of("hello")!, SearchMode.Words, long.MaxValue, 10, Cancelled));
    }

    [Fact]
    public async Task Notes_on_a_conversation_and_on_its_visitor_are_found_until_they_are_gone()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var (id, other) = (await visitor.StartAsync("hello"), await (await server.VisitorAsync()).StartAsync("hello"));
        Assert.Equal(HttpStatusCode.Created, (await olga.PostAsync($"/conversations/{other}/notes", new { id = Guid.NewGuid(), content = "first line\nask the Müller warehouse" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = "prefers 电话 calls" })).Status);

        var onConversation = Assert.Single((await olga.GetAsync("/conversations?q=muller+ware")).Data.EnumerateArray());
        var onVisitor = Assert.Single((await olga.GetAsync("/conversations?q=" + Uri.EscapeDataString("电话"))).Data.EnumerateArray());

        Assert.Equal((other, "ask the Müller warehouse", 8), (onConversation.GetProperty("id").GetString(), onConversation.GetProperty("match").GetProperty("text").GetString(), onConversation.GetProperty("match").GetProperty("start").GetInt32()));
        Assert.Equal((id, "prefers 电话 calls"), (onVisitor.GetProperty("id").GetString(), onVisitor.GetProperty("match").GetProperty("text").GetString()));
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        await server.Get<LivecallerDatabase>().Search.RebuildAsync(db, Cancelled);
        Assert.Equal((1, 1), (await CountAsync(olga, "warehouse"), await CountAsync(olga, "prefers")));
        await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = "" });
        await db.Notes.ExecuteDeleteAsync(Cancelled);
        Assert.Equal((0, 0), (await CountAsync(olga, "warehouse"), await CountAsync(olga, "prefers")));
        Assert.Empty(await server.Get<LivecallerDatabase>().Search.FindNotesAsync(db, SearchWords.Of("warehouse")!, 10, Cancelled));
    }

    [Fact]
    public async Task An_index_that_is_filled_again_finds_the_same()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(Jwt.Sign(new { sub = "7", name = "Anna", iat = Jwt.Now })), await server.OperatorAsync());
        await visitor.StartAsync("Привет");
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);

        Assert.Equal((1, 1), await server.Get<LivecallerDatabase>().Search.RebuildAsync(db, Cancelled));

        Assert.Equal((1, 1), (await CountAsync(olga, "привет"), await CountAsync(olga, "anna")));
    }

    private static async Task<int> CountAsync(Caller who, string search) => (await who.GetAsync("/conversations?q=" + Uri.EscapeDataString(search))).Data.GetArrayLength();
}
