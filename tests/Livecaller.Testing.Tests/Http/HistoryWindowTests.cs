using System.Net;
using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Http;

public sealed class HistoryWindowTests
{
    [Fact]
    public async Task A_page_can_begin_behind_a_sequence_or_lie_around_a_message()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("0");
        var path = $"v1/widget/conversations/{id}/messages";
        for (var i = 1; i < 10; i++) await visitor.PostAsync(path, $$"""{"id":"{{MessageId.New(host.Time)}}","content":"{{i}}"}""");
        var ids = host.MessagesOf(id).Select(m => m.Id.Value).ToList();
        // The messages 0 to 9 have the sequences 2 to 11.
        foreach (var (query, expected) in ((string, string)[])[
            ("after=0&limit=3", "0 1 2"), ("after=4&limit=3", "3 4 5"), ("after=9&limit=3", "8 9"), ("after=11", ""),
            ($"around={ids[5]}&limit=5", "3 4 5 6 7"), ($"around={ids[5]}&limit=4", "3 4 5 6"), ($"around={ids[0]}&limit=4", "0 1 2 3"),
            ($"around={ids[9]}&limit=4", "6 7 8 9"), ($"around={ids[5]}", "0 1 2 3 4 5 6 7 8 9"), ("before=5&limit=2", "1 2")])
        {
            var (_, page) = await visitor.GetAsync($"{path}?{query}");
            Assert.Equal((query, expected), (query, string.Join(' ', page.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("content").GetString()))));
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.GetAsync($"{path}?before=5&after=3")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.GetAsync($"{path}?after=5&around={ids[5]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"{path}?around={MessageId.New(host.Time)}")).Status);
    }

    [Fact]
    public async Task Conversations_come_page_by_page_each_once()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var started = new List<string>();
        for (var i = 0; i < 7; i++) started.Add((await visitor.StartAsync($"{i}")).Value);
        await (await Wire.LoginAsync(host)).StartAsync("of another visitor");

        var seen = new List<string>();
        while (true)
        {
            var (_, page) = await visitor.GetAsync("v1/widget/conversations?limit=3" + (seen.Count > 0 ? "&before=" + seen[^1] : ""));
            var ids = page.GetProperty("data").EnumerateArray().Select(c => c.GetProperty("id").GetString()!).ToList();
            if (ids.Count == 0) break;
            seen.AddRange(ids);
        }

        Assert.Equal(Enumerable.Reverse(started), seen);
    }
}
