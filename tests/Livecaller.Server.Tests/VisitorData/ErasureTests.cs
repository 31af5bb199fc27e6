using System.Net;
using System.Text;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.VisitorData;

/// <summary>Erasing everything about a visitor, also while the visitor writes.</summary>
public sealed class ErasureTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_about_a_visitor_is_gone_and_the_audit_log_says_so_without_the_data()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor, other) = (await server.OperatorAsync(), await server.VisitorAsync(Jwt.For("u1", "Zanzibara")), await server.VisitorAsync());
        var conversation = await visitor.StartAsync("My secret is xylophonium");
        var kept = await other.StartAsync("Somebody else's xylophonium");
        var file = (await visitor.UploadAsync("notes.txt", Encoding.UTF8.GetBytes("some notes"))).Data.GetProperty("id").GetString()!;
        var picture = (await visitor.UploadAsync("dot.png", TestImages.Png(40, 40))).Data.GetProperty("id").GetString()!;
        var unsent = (await visitor.UploadAsync("unsent.txt", Encoding.UTF8.GetBytes("unsent"))).Data.GetProperty("id").GetString()!;
        await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Here", attachments = new[] { file, picture } });
        await olga.PostAsync($"/conversations/{conversation}/notes", new { id = Caller.NewId(), content = "Rather quirkelsome" });
        await olga.PatchAsync($"/visitors/{visitor.Id}", new { notes = "Likes marzipanto" });
        await olga.PostAsync($"/visitors/{visitor.Id}/block", new { reason = "Fraudulentis" });
        Assert.Equal(3, TestFiles.Names(server.Directory).Count(f => f.Contains(file, StringComparison.Ordinal) || f.Contains(picture, StringComparison.Ordinal)));
        await using var team = await PusherSocket.ConnectAsync(server);
        await team.SubscribeAsync(olga, $"presence-widget.{LivecallerServer.Widget}.operators");

        var erased = await olga.PostAsync($"/visitors/{visitor.Id}/erase");

        Assert.Equal((HttpStatusCode.Accepted, "done"), (erased.Status, erased.Data.GetProperty("status").GetString()));
        Assert.Equal(conversation, (await team.ReadAsync("conversation.erased")).GetProperty("conversation_id").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/conversations")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/conversations/{conversation}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync($"/visitors/{visitor.Id}")).Status);
        Assert.Equal([kept], (await olga.GetAsync("/conversations?q=xylophonium")).Data.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.Empty((await olga.GetAsync("/conversations?q=zanzibara")).Data.EnumerateArray());
        Assert.DoesNotContain(TestFiles.Names(server.Directory), f => ((string[])[file, picture, unsent]).Any(id => f.Contains(id, StringComparison.Ordinal)));
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        Assert.Equal((1, 1, 1, 0, 0, 0), (await db.Visitors.CountAsync(_ct), await db.Conversations.CountAsync(_ct), await db.Messages.CountAsync(_ct),
            await db.Attachments.CountAsync(_ct), await db.Notes.CountAsync(_ct), await db.Blocks.CountAsync(_ct)));
        Assert.Equal(1, await db.InboxCounters.SumAsync(c => c.Open, _ct));

        var entry = (await olga.GetAsync("/audit-log?action=visitor.erased")).Data.EnumerateArray().Single();
        Assert.Equal(erased.Data.GetProperty("id").GetString(), entry.GetProperty("id").GetString());
        var log = (await olga.GetAsync("/audit-log")).Body.ToString();
        foreach (var word in (string[])["xylophonium", "Zanzibara", "quirkelsome", "marzipanto", "Fraudulentis", "u1\""]) Assert.DoesNotContain(word, log, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("visitor.erased", (await olga.GetAsync($"/jobs/{entry.GetProperty("id").GetString()}")).Data.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_visitor_who_writes_and_uploads_meanwhile_is_told_that_the_session_has_ended_and_nothing_is_left()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MessagesPerMinute", "100000"), ("Livecaller:Limits:ConversationsPerMinute", "100000"),
            ("Livecaller:Limits:UploadsPerMinute", "100000"), ("Livecaller:Limits:RequestsPerMinute", "1000000"));
        var olga = await server.OperatorAsync();
        for (var round = 0; round < 5; round++)
        {
            var visitor = await server.VisitorAsync();
            var conversation = await visitor.StartAsync();
            using var first = new SemaphoreSlim(0);
            var writers = Enumerable.Range(0, 6).Select(i => Task.Run(() => WriteUntilEndedAsync(visitor, conversation, i, first), _ct)).ToList();
            for (var i = 0; i < 6; i++) await first.WaitAsync(_ct);

            Assert.Equal(HttpStatusCode.Accepted, (await olga.PostAsync($"/visitors/{visitor.Id}/erase")).Status);

            foreach (var refusal in await Task.WhenAll(writers)) Assert.True(refusal is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, refusal.ToString());
        }

        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        Assert.Equal((0, 0, 0, 0), (await db.Visitors.CountAsync(_ct), await db.Messages.CountAsync(_ct) + await db.Events.CountAsync(_ct),
            await db.Attachments.CountAsync(_ct) + await db.Uploads.CountAsync(_ct), await db.VisitorSessions.CountAsync(_ct)));
        Assert.Equal(0, await db.InboxCounters.SumAsync(c => c.Open, _ct));
        Assert.Empty(TestFiles.Names(server.Directory));
    }

    [Fact]
    public async Task Sockets_of_an_erased_visitor_are_closed_and_an_identified_one_can_begin_anew()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync(Jwt.For("u1")));
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-visitor." + visitor.Id);

        await olga.PostAsync($"/visitors/{visitor.Id}/erase");

        Assert.Equal(4009, await socket.ReadCloseAsync());
        var again = await server.VisitorAsync(Jwt.For("u1"));
        Assert.NotEqual(visitor.Id, again.Id);
        Assert.Empty((await again.GetAsync("/conversations")).Data.EnumerateArray());
    }

    [Fact]
    public async Task Erasing_twice_or_somebody_unknown_is_not_found()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());

        Assert.Equal(HttpStatusCode.Accepted, (await olga.PostAsync($"/visitors/{visitor.Id}/erase")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/visitors/{visitor.Id}/erase")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/visitors/{Caller.NewId()}/export")).Status);
        Assert.Single((await olga.GetAsync("/audit-log?action=visitor.")).Data.EnumerateArray());
    }

    // A message, a new conversation or a file at a time, until one is refused.
    private static async Task<HttpStatusCode> WriteUntilEndedAsync(Caller visitor, string conversation, int kind, SemaphoreSlim first)
    {
        for (var i = 0; ; i++)
        {
            var answer = (kind % 3) switch
            {
                0 => await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = $"Message {i}" }),
                1 => await visitor.PostAsync("/conversations", new { message = new { id = Caller.NewId(), content = $"Conversation {i}" } }),
                _ => await visitor.UploadAsync("notes.txt", Encoding.UTF8.GetBytes($"File {i}")),
            };
            if (i == 0) first.Release();
            if (!answer.Response.IsSuccessStatusCode) return answer.Status;
        }
    }
}
