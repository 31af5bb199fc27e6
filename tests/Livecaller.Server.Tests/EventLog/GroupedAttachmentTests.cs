using System.Net;
using Livecaller.Server.EventLog;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.EventLog;

/// <summary>Messages with attachments are stored together with others.</summary>
public sealed class GroupedAttachmentTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_with_attachments_share_a_transaction_with_others_and_have_all_that_the_row_has()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ann, ben) = (await server.VisitorAsync(), await server.VisitorAsync());
        var (annsChat, bensChat) = (await ann.StartAsync(), await ben.StartAsync());
        var (picture, text) = (await IdOfAsync(ann, "a.png", TestImages.Png()), await IdOfAsync(ann, "b.txt", "notes"u8.ToArray()));
        using (var db = await DatabaseAsync(server))
        {
            await db.Attachments.Where(a => a.Id == text).ExecuteUpdateAsync(
                a => a.SetProperty(r => r.Duration, 1.5).SetProperty(r => r.Waveform, new List<double> { 0.1, 1 }), Cancelled);
        }

        var (before, id) = (server.Get<GroupWriter>().Transactions, Caller.NewId());

        var sent = await server.AfterWaitingAsync(
            () => ann.PostAsync($"/conversations/{annsChat}/messages", new { id, content = "", attachments = (string[])[picture, text] }),
            () => ben.PostAsync($"/conversations/{bensChat}/messages", new { id = Caller.NewId(), content = "plain" }));

        Assert.All(sent, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(before + 1, server.Get<GroupWriter>().Transactions);
        var attachments = sent[0].Data.GetProperty("attachments").EnumerateArray().ToList();
        Assert.Equal([picture, text], attachments.Select(a => a.GetProperty("id").GetString()));
        Assert.Equal((80, 40), (attachments[0].GetProperty("width").GetInt32(), attachments[0].GetProperty("height").GetInt32()));
        Assert.Equal(1.5, attachments[1].GetProperty("duration").GetDouble());
        Assert.Equal([0.1, 1], attachments[1].GetProperty("waveform").EnumerateArray().Select(w => w.GetDouble()));
        using var client = new HttpClient();
        Assert.Equal("notes", await client.GetStringAsync(attachments[1].GetProperty("url").GetString(), Cancelled));
        using var after = await DatabaseAsync(server);
        Assert.Equal([picture, text], (await after.Messages.SingleAsync(m => m.Id == id, Cancelled)).AttachmentIds);
        Assert.Equal(2, await after.Attachments.CountAsync(a => a.MessageId == id, Cancelled));
        // The host of the request is the sender's choice, and is not stored.
        var data = await after.Events.Where(e => e.ConversationId == annsChat && e.Sequence == 3).Select(e => e.Data).SingleAsync(Cancelled);
        Assert.Contains("\"url\":\"/v1/attachments/", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attachment_is_used_once_and_by_its_owner_and_what_is_refused_changes_nothing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ann, ben) = (await server.VisitorAsync(), await server.VisitorAsync());
        var (annsChat, bensChat) = (await ann.StartAsync(), await ben.StartAsync());
        var (first, second) = (await IdOfAsync(ann, "a.txt", "a"u8.ToArray()), await IdOfAsync(ann, "b.txt", "b"u8.ToArray()));
        var repeated = Caller.NewId();

        var sent = await server.AfterWaitingAsync(
            Send(ann, annsChat, repeated, first),
            Send(ann, annsChat, Caller.NewId(), first),
            Send(ann, annsChat, Caller.NewId(), second, first),
            Send(ben, bensChat, Caller.NewId(), second),
            Send(ann, annsChat, Caller.NewId(), second, Caller.NewId()),
            Send(ann, annsChat, repeated, first),
            Send(ann, annsChat, Caller.NewId(), second));

        Assert.Equal([201, 422, 422, 422, 422, 200, 201], sent.Select(a => (int)a.Status));
        var log = (await ann.GetAsync($"/conversations/{annsChat}/events")).Body.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4], log.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(2, (await ben.GetAsync($"/conversations/{bensChat}/events")).Body.GetProperty("data").GetArrayLength());
    }

    private static Func<Task<Answer>> Send(Caller caller, string conversation, string id, params string[] attachments) =>
        () => caller.PostAsync($"/conversations/{conversation}/messages", new { id, content = "", attachments });

    private static async Task<string> IdOfAsync(Caller caller, string name, byte[] bytes)
    {
        var answer = await caller.UploadAsync(name, bytes);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Data.GetProperty("id").GetString()!;
    }

    private static Task<LivecallerDbContext> DatabaseAsync(LivecallerServer server) => server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
}
