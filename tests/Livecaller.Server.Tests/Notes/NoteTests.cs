using System.Net;
using System.Text.Json;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Notes;

/// <summary>What operators write about a conversation, in a log that visitors never see.</summary>
public sealed class NoteTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_reaches_operators_and_leaves_no_trace_for_the_visitor()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await using var team = await PusherSocket.ConnectAsync(server);
        await team.SubscribeAsync(ivan, $"presence-widget.{LivecallerServer.Widget}.operators");
        await using var shop = await PusherSocket.ConnectAsync(server);
        await shop.SubscribeAsync(visitor, $"private-conversation.{conversation}");
        var before = await VisitorViewAsync(visitor, conversation);

        var note = await NoteAsync(olga, conversation, "Is @ivan free?", ivan.Id);
        Assert.Equal(HttpStatusCode.OK, (await PutTagsAsync(olga, conversation, "VIP")).Status);

        Assert.Equal(HttpStatusCode.Created, note.Status);
        Assert.Equal(("Is @ivan free?", "Olga", "ivan", 1), (Text(note.Data, "content"), Text(note.Data.GetProperty("author"), "name"), Text(note.Data.GetProperty("mentions")[0], "name"), note.Data.GetProperty("operator_sequence").GetInt32()));
        Assert.Equal(note.Data.ToString(), (await team.ReadAsync("conversation.note")).ToString());
        Assert.Equal("vip", (await team.ReadAsync("conversation.tags")).GetProperty("tags")[0].GetString());
        Assert.Equal(before, await VisitorViewAsync(visitor, conversation));
        // The next frame of the visitor is the answer: nothing came before it.
        await olga.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Hi" });
        Assert.Equal("conversation.updated", (await shop.ReadAnyAsync()).Event);
        Assert.Equal("conversation.message", (await shop.ReadAnyAsync()).Event);
        Assert.Equal([2, 3, 4], (await visitor.GetAsync($"/conversations/{conversation}/events?after=1")).Data.EnumerateArray().Select(e => e.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task Visitors_can_neither_read_the_operators_log_nor_subscribe_to_its_channel()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await NoteAsync(olga, conversation, "Only for us");
        await using var socket = await PusherSocket.ConnectAsync(server);

        foreach (var path in (string[])["notes", "operator-events", "tags"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Client.GetAsync($"/v1/widget/conversations/{conversation}/{path}", _ct)).StatusCode);
            var asOperator = (await visitor.Client.GetAsync($"/v1/operator/conversations/{conversation}/{path}", _ct)).StatusCode;
            Assert.Contains(asOperator, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed]);
        }

        var channel = await visitor.PostAsync("/broadcasting/auth", new { socket_id = socket.Id, channel_name = $"presence-widget.{LivecallerServer.Widget}.operators" });
        Assert.Equal(HttpStatusCode.Forbidden, channel.Status);
    }

    [Fact]
    public async Task The_operators_log_has_no_holes_also_when_many_write_at_once()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? NoteAsync(olga, conversation, $"note {i}") : PutTagsAsync(olga, conversation, $"tag {i}")));

        var page = (await olga.GetAsync($"/conversations/{conversation}/operator-events?limit=500")).Body;
        Assert.Equal(Enumerable.Range(1, 20), page.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("operator_sequence").GetInt32()));
        Assert.Equal(20, page.GetProperty("last_operator_sequence").GetInt32());
        Assert.Equal((await olga.GetAsync($"/conversations/{conversation}/events")).Body.GetProperty("epoch").GetString(), page.GetProperty("epoch").GetString());
        Assert.Equal([16, 17], (await olga.GetAsync($"/conversations/{conversation}/operator-events?after=15&limit=2")).Data.EnumerateArray().Select(e => e.GetProperty("operator_sequence").GetInt32()));
        var notes = (await olga.GetAsync($"/conversations/{conversation}/notes?limit=4")).Body;
        Assert.True(notes.GetProperty("has_more").GetBoolean());
        var first = notes.GetProperty("data")[0].GetProperty("operator_sequence").GetInt32();
        Assert.Equal(6, (await olga.GetAsync($"/conversations/{conversation}/notes?before={first}")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_note_that_is_sent_twice_is_one_and_its_id_is_taken()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        var conversation = await (await server.VisitorAsync()).StartAsync();
        var note = new { id = Caller.NewId(), content = "Once" };

        var first = await olga.PostAsync($"/conversations/{conversation}/notes", note);
        var again = await olga.PostAsync($"/conversations/{conversation}/notes", note);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, first.Data.ToString()), (first.Status, again.Status, again.Data.ToString()));
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync($"/conversations/{conversation}/notes", new { note.id, content = "Twice" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ivan.PostAsync($"/conversations/{conversation}/notes", note)).Status);
        Assert.Equal(1, (await olga.GetAsync($"/conversations/{conversation}/notes")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_bad_note_says_what_is_wrong()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        var conversation = await (await server.VisitorAsync()).StartAsync();
        await olga.PatchAsync($"/operators/{ivan.Id}", new { is_disabled = true });

        Assert.Contains("locked out", (await NoteAsync(olga, conversation, "Hi", ivan.Id)).Error("mentions"), StringComparison.Ordinal);
        Assert.NotEmpty((await NoteAsync(olga, conversation, "Hi", "nobody")).Error("mentions"));
        Assert.NotEmpty((await NoteAsync(olga, conversation, "Hi", [.. Enumerable.Range(0, 21).Select(_ => olga.Id)])).Error("mentions"));
        Assert.NotEmpty((await NoteAsync(olga, conversation, "\u200B ")).Error("content"));
        Assert.NotEmpty((await NoteAsync(olga, conversation, new string('n', 10_001))).Error("content"));
        Assert.NotEmpty((await olga.PostAsync($"/conversations/{conversation}/notes", new { id = "1", content = "Hi" })).Error("id"));
        Assert.Equal(HttpStatusCode.NotFound, (await NoteAsync(olga, Caller.NewId(), "Hi")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/conversations/{Caller.NewId()}/operator-events")).Status);
        Assert.Equal(0, (await olga.GetAsync($"/conversations/{conversation}/operator-events")).Body.GetProperty("last_operator_sequence").GetInt32());
    }

    [Fact]
    public async Task Tags_are_sorted_in_lower_case_and_the_same_tags_are_no_change()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();

        Assert.Equal(["refund", "vip"], Tags(await PutTagsAsync(olga, conversation, " VIP ", "vip", "Refund")));
        Assert.Equal(1, (await PutTagsAsync(olga, conversation, "refund", "Vip")).Data.GetProperty("operator_sequence").GetInt32());
        Assert.Equal(["vip"], Tags(await PutTagsAsync(olga, conversation, "vip")));
        Assert.Equal(["vip"], (await olga.GetAsync("/tags")).Data.EnumerateArray().Select(t => t.GetString()));
        Assert.Empty(Tags(await PutTagsAsync(olga, conversation)));
    }

    [Fact]
    public async Task A_bad_tag_says_what_is_wrong_and_changes_nothing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();
        await PutTagsAsync(olga, conversation, "vip");

        Assert.NotEmpty((await PutTagsAsync(olga, conversation, new string('t', 10_000))).Error("tags"));
        Assert.NotEmpty((await PutTagsAsync(olga, conversation, " ")).Error("tags"));
        Assert.NotEmpty((await PutTagsAsync(olga, conversation, "two\nlines")).Error("tags"));
        Assert.NotEmpty((await PutTagsAsync(olga, conversation, [.. Enumerable.Range(0, 21).Select(i => $"tag {i}")])).Error("tags"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Answer.ReadAsync(await olga.Client.PutAsync($"/v1/operator/conversations/{conversation}/tags", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), _ct))).Status);
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        Assert.Equal(["vip"], await db.ConversationTags.Select(t => t.Tag).ToListAsync(_ct));
    }

    private static async Task<string> VisitorViewAsync(Caller visitor, string conversation) =>
        string.Join('\n', await Task.WhenAll(((string[])["", "/events", "/messages"]).Select(async path => (await visitor.GetAsync($"/conversations/{conversation}{path}")).Body.ToString())));

    private static Task<Answer> NoteAsync(Caller who, string conversation, string content, params string[] mentions) =>
        who.PostAsync($"/conversations/{conversation}/notes", new { id = Caller.NewId(), content, mentions });

    private async Task<Answer> PutTagsAsync(Caller who, string conversation, params string[] tags) =>
        await Answer.ReadAsync(await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(who.Client, $"/v1/operator/conversations/{conversation}/tags", new { tags }, _ct));

    private static IEnumerable<string?> Tags(Answer answer) => answer.Data.GetProperty("tags").EnumerateArray().Select(t => t.GetString());

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;
}
