using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Drafts;

/// <summary>What operators have begun to write.</summary>
public sealed class DraftTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_and_a_note_are_kept_apart_for_each_operator_and_conversation()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var (first, second) = (await visitor.StartAsync(), await visitor.StartAsync());
        var before = (await visitor.GetAsync($"/conversations/{first}/events")).Body.ToString();

        await SaveAsync(olga, first, new { reply = "We look\r\ninto it" });
        await SaveAsync(olga, first, new { note = "Check <b>stock</b>" });
        await SaveAsync(olga, second, new { reply = "Hello" });

        var draft = (await olga.GetAsync($"/conversations/{first}/drafts")).Data;
        Assert.Equal(("We look\ninto it", "Check <b>stock</b>"), (Text(draft, "reply"), Text(draft, "note")));
        Assert.Equal([second, first], (await olga.GetAsync("/drafts")).Data.EnumerateArray().Select(d => Text(d, "conversation_id")));
        Assert.Empty((await ivan.GetAsync("/drafts")).Data.EnumerateArray());
        Assert.Null(Text((await ivan.GetAsync($"/conversations/{first}/drafts")).Data, "reply"));
        Assert.Equal(before, (await visitor.GetAsync($"/conversations/{first}/events")).Body.ToString());

        await SaveAsync(olga, first, new { reply = "" });
        Assert.Equal((null, "Check <b>stock</b>"), (Text((await olga.GetAsync($"/conversations/{first}/drafts")).Data, "reply"), Text((await olga.GetAsync($"/conversations/{first}/drafts")).Data, "note")));
        await SaveAsync(olga, first, new { note = "" });
        Assert.Equal([second], (await olga.GetAsync("/drafts")).Data.EnumerateArray().Select(d => Text(d, "conversation_id")));
    }

    [Fact]
    public async Task A_draft_that_is_no_message_is_refused_with_the_reason()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();

        Assert.Contains("10000", (await SaveAsync(olga, conversation, new { reply = new string('a', 10_001) })).Error("reply"), StringComparison.Ordinal);
        Assert.NotEmpty((await SaveAsync(olga, conversation, new { note = "a\u0000b" })).Error("note"));
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync(olga, conversation, new { reply = new string('ж', 10_000) })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SaveAsync(olga, Caller.NewId(), new { reply = "a" })).Status);
    }

    [Fact]
    public async Task Drafts_are_erased_with_the_visitor()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await SaveAsync(olga, conversation, new { reply = "Dear Ana" });
        await olga.PostAsync($"/conversations/{conversation}/held-messages", new { id = Caller.NewId(), content = "Dear Ana" });
        await SaveAsync(olga, conversation, new { reply = "Dear Ana" });

        await olga.PostAsync($"/visitors/{visitor.Id}/erase");

        Assert.Empty((await olga.GetAsync("/drafts")).Data.EnumerateArray());
        Assert.Empty((await olga.GetAsync("/held-messages")).Data.EnumerateArray());
    }

    private async Task<Answer> SaveAsync(Caller who, string conversation, object drafts) =>
        await Answer.ReadAsync(await who.Client.PutAsJsonAsync($"/v1/operator/conversations/{conversation}/drafts", drafts, _ct));

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();
}
