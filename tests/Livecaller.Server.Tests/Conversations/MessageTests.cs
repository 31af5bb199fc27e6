using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class MessageTests
{
    [Fact]
    public async Task The_same_message_is_stored_once_and_another_with_its_id_refused()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        var id = Caller.NewId();
        var first = await visitor.PostAsync(path, new { id, content = "One" });
        var again = await visitor.PostAsync(path, new { id, content = "One" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Data.GetProperty("sequence").GetInt64(), again.Data.GetProperty("sequence").GetInt64());
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync(path, new { id, content = "Two" })).Status);
    }

    [Fact]
    public async Task Two_sends_with_one_id_at_the_same_moment_store_one_message()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        var body = new { id = Caller.NewId(), content = "One" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.PostAsync(path, body)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal(2, (await visitor.GetAsync(path)).Data.GetArrayLength());
    }

    [Fact]
    public async Task The_log_has_no_holes_when_many_write_at_once()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var sends = Enumerable.Range(0, 40).Select(i => visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = $"{i}" }));
        Assert.All(await Task.WhenAll(sends), a => Assert.Equal(HttpStatusCode.Created, a.Status));
        var page = await visitor.GetAsync($"/conversations/{id}/events?after=0");
        Assert.Equal(Enumerable.Range(1, 42).Select(i => (long)i), page.Data.EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));
        Assert.Equal(42, page.Body.GetProperty("last_sequence").GetInt64());
        Assert.All(page.Data.EnumerateArray(), e => Assert.Equal(e.GetProperty("sequence").GetInt64(), e.GetProperty("data").GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task A_conversation_starts_once_for_one_first_message()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var body = new { message = new { id = Caller.NewId(), content = "Hi <b>there</b>" } };
        var first = await visitor.PostAsync("/conversations", body);
        var again = await visitor.PostAsync("/conversations", body);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Data.GetProperty("id").GetString(), again.Data.GetProperty("id").GetString());
        var stored = await visitor.GetAsync($"/conversations/{first.Data.GetProperty("id")}/messages");
        Assert.Equal("Hi <b>there</b>", stored.Data[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_closed_conversation_takes_no_message_but_knows_its_old_ones()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var old = new { id = Caller.NewId(), content = "Old" };
        await visitor.PostAsync($"/conversations/{id}/messages", old);
        Assert.Equal("closed", (await visitor.PostAsync($"/conversations/{id}/close")).Data.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync($"/conversations/{id}/messages", old)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "New" })).Status);
    }
}
