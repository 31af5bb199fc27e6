using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class HistoryWindowTests
{
    [Fact]
    public async Task A_page_can_begin_behind_a_sequence_or_lie_around_a_message()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var (path, ids) = await TalkAsync(visitor);
        // The messages 0 to 9 have the sequences 2 to 11.
        foreach (var (query, expected) in ((string, string)[])[
            ("after=0&limit=3", "0 1 2"), ("after=4&limit=3", "3 4 5"), ("after=9&limit=3", "8 9"), ("after=11&limit=3", ""), ("after=99", ""),
            ($"around={ids[5]}&limit=5", "3 4 5 6 7"), ($"around={ids[5]}&limit=4", "3 4 5 6"), ($"around={ids[5]}&limit=1", "5"),
            ($"around={ids[0]}&limit=4", "0 1 2 3"), ($"around={ids[1]}&limit=4", "0 1 2 3"), ($"around={ids[9]}&limit=4", "6 7 8 9"),
            ($"around={ids[5].ToUpperInvariant()}&limit=3", "4 5 6"), ($"around={ids[5]}", "0 1 2 3 4 5 6 7 8 9"),
            ("before=5&limit=2", "1 2"), ("limit=2", "8 9")])
        {
            var page = await visitor.GetAsync($"{path}/messages?{query}");
            Assert.Equal((query, expected), (query, string.Join(' ', page.Data.EnumerateArray().Select(m => m.GetProperty("content").GetString()))));
        }
    }

    [Fact]
    public async Task Only_one_window_can_be_asked_for_and_only_on_messages_of_the_conversation()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var (path, ids) = await TalkAsync(visitor);
        var (_, others) = await TalkAsync(visitor);
        foreach (var query in (string[])["before=5&after=3", $"before=5&around={ids[5]}", $"after=5&around={ids[5]}"])
        {
            var refused = await visitor.GetAsync($"{path}/messages?{query}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(2, refused.Body.GetProperty("errors").EnumerateObject().Count());
        }
        foreach (var id in (string[])[others[5], Caller.NewId(), "nothing", ""])
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"{path}/messages?around={id}")).Status);
        foreach (var query in (string[])["after=-1", "after=x", "after=", "limit=101", "limit=0"])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.GetAsync($"{path}/messages?{query}")).Status);
        var stranger = await server.VisitorAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{path}/messages?around={ids[5]}")).Status);
    }

    [Fact]
    public async Task Conversations_come_page_by_page_each_once()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        await (await server.VisitorAsync()).StartAsync();
        HashSet<string> started = [];
        for (var i = 0; i < 7; i++) started.Add(await visitor.StartAsync($"{i}"));

        List<string> seen = [];
        while (true)
        {
            var page = await visitor.GetAsync("/conversations?limit=3" + (seen.Count > 0 ? "&before=" + seen[^1] : ""));
            var ids = page.Data.EnumerateArray().Select(c => c.GetProperty("id").GetString()!).ToList();
            if (ids.Count == 0) break;
            seen.AddRange(ids);
        }
        Assert.Equal(started.OrderDescending(StringComparer.Ordinal), seen);
    }

    private static async Task<(string Path, List<string> Ids)> TalkAsync(Caller visitor)
    {
        List<string> ids = [Caller.NewId()];
        var started = await visitor.PostAsync("/conversations", new { message = new { id = ids[0], content = "0" } });
        var path = "/conversations/" + started.Data.GetProperty("id").GetString();
        for (var i = 1; i < 10; i++)
        {
            ids.Add(Caller.NewId());
            await visitor.PostAsync(path + "/messages", new { id = ids[i], content = $"{i}" });
        }
        return (path, ids);
    }
}
