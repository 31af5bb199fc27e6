using System.Net;
using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.EventLog;

/// <summary>Changes that wait for their turn at the same time are stored in one transaction.</summary>
public sealed class GroupedWriteTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_wait_together_are_stored_in_one_transaction_and_broadcast_in_the_order_of_their_logs()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ann, ben) = (await server.VisitorAsync(), await server.VisitorAsync());
        List<ConversationSignal> told = [];
        using var subscription = server.Get<IConversationFeed>().Subscribe(told.Add);
        var (annsChat, bensChat) = (await ann.StartAsync(), await ben.StartAsync());
        var before = server.Get<GroupWriter>().Transactions;

        var sent = await server.AfterWaitingAsync([.. Enumerable.Range(1, 20).SelectMany(i => new[] { Send(ann, annsChat, $"ann {i}"), Send(ben, bensChat, $"ben {i}") })]);

        Assert.All(sent, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(before + 1, server.Get<GroupWriter>().Transactions);
        foreach (var (visitor, chat) in new[] { (ann, annsChat), (ben, bensChat) })
        {
            var log = (await visitor.GetAsync($"/conversations/{chat}/events")).Body.GetProperty("data").EnumerateArray().ToList();
            Assert.Equal(Enumerable.Range(1, 22).Select(i => (long)i), log.Select(e => e.GetProperty("sequence").GetInt64()));
        }

        await server.App.StopAsync(Cancelled);
        foreach (var chat in new[] { annsChat, bensChat })
            Assert.Equal(Enumerable.Range(1, 22).Select(i => (long?)i), told.Where(s => s.ConversationId.Value == chat).Select(s => s.Sequence));
    }

    [Fact]
    public async Task While_several_addresses_send_a_transaction_has_one_change_of_each()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var before = server.Get<GroupWriter>().Transactions;
        var stored = new List<string>();

        await server.AfterWaitingAsync(
        [
            .. Enumerable.Range(1, 3).Select(i => Join("flood", $"flood {i}")),
            Join("ann", "ann"),
            Join("ben", "ben"),
        ]);

        Assert.Equal(["flood 1", "ann", "ben", "flood 2", "flood 3"], stored);
        Assert.Equal(before + 3, server.Get<GroupWriter>().Transactions);

        Func<Task<bool>> Join(string address, string name) => () =>
        {
            WriteTurns.Caller = address;
            return server.Get<ConversationLog>().WriteAsync(new Noting(name, stored), Cancelled);
        };
    }

    [Fact]
    public async Task What_is_refused_is_refused_alone()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ann, ben) = (await server.VisitorAsync(), await server.VisitorAsync());
        var (open, closed, foreign) = (await ann.StartAsync(), await ann.StartAsync(), await ben.StartAsync());
        await ann.PostAsync($"/conversations/{closed}/close");
        var (used, repeated) = (Caller.NewId(), Caller.NewId());
        await ann.PostAsync($"/conversations/{open}/messages", new { id = used, content = "first" });
        await ann.PostAsync($"/conversations/{open}/messages", new { id = repeated, content = "the same" });

        var answers = await server.AfterWaitingAsync(
            () => ann.PostAsync($"/conversations/{open}/messages", new { id = Caller.NewId(), content = "new" }),
            () => ann.PostAsync($"/conversations/{closed}/messages", new { id = Caller.NewId(), content = "too late" }),
            () => ann.PostAsync($"/conversations/{foreign}/messages", new { id = Caller.NewId(), content = "not mine" }),
            () => ann.PostAsync($"/conversations/{open}/messages", new { id = used, content = "another" }),
            () => ann.PostAsync($"/conversations/{open}/messages", new { id = repeated.ToUpperInvariant(), content = "the same" }),
            () => ann.PostAsync($"/conversations/{open}/read", new { sequence = 99 }),
            () => ann.PostAsync($"/conversations/{open}/read", new { sequence = 2 }));

        Assert.Equal([201, 409, 404, 409, 200, 422, 204], answers.Select(a => (int)a.Status));
        var log = (await ann.GetAsync($"/conversations/{open}/events")).Body.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], log.Select(e => e.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task A_change_that_throws_undoes_no_other()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        Task<bool>? failing = null;

        var sent = await server.AfterWaitingAsync(
            Send(visitor, id, "one"),
            () =>
            {
                failing = server.Get<ConversationLog>().WriteAsync(new Failing(id), Cancelled);
                return Send(visitor, id, "two")();
            },
            Send(visitor, id, "three"));

        Assert.All(sent, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => failing!);
        var log = (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4, 5], log.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.DoesNotContain(log, e => e.GetProperty("type").GetString() == Failing.Type);
    }

    [Fact]
    public async Task The_answer_to_a_message_is_what_the_log_has()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();

        var answer = await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Où est-il ? <b>\"да\"</b> 🙂" });

        Assert.Equal("application/json; charset=utf-8", answer.Response.Content.Headers.ContentType?.ToString());
        var listed = (await visitor.GetAsync($"/conversations/{id}/messages")).Data.EnumerateArray().Last();
        Assert.Equal(listed.GetRawText(), answer.Data.GetRawText());
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        var stored = await db.Messages.SingleAsync(m => m.Sequence == 3, Cancelled);
        Assert.Equal(("Où est-il ? <b>\"да\"</b> 🙂", Protocol.ParticipantType.Visitor, visitor.Id, 0), (stored.Content, stored.SenderType, stored.SenderId, stored.AttachmentIds.Count));
        var logged = await db.Events.SingleAsync(e => e.Sequence == 3, Cancelled);
        Assert.Equal(answer.Data.GetRawText(), logged.Data);
        Assert.Equal(JsonElement.Parse(logged.Data).GetProperty("created_at").GetDateTimeOffset(), logged.CreatedAt, TimeSpan.FromMilliseconds(1));
        Assert.Equal(logged.CreatedAt, (await db.Conversations.SingleAsync(Cancelled)).LastActivityAt);
    }

    [Fact]
    public async Task A_reply_quotes_a_message_that_the_same_transaction_has_stored()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var (id, elsewhere) = (await visitor.StartAsync(), await visitor.StartAsync());
        var (quoted, before) = (Caller.NewId(), server.Get<GroupWriter>().Transactions);

        var answers = await server.AfterWaitingAsync(
            () => visitor.PostAsync($"/conversations/{id}/messages", new { id = quoted, content = "Which one?" }),
            () => visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "This one", reply_to = quoted.ToUpperInvariant() }),
            () => visitor.PostAsync($"/conversations/{elsewhere}/messages", new { id = Caller.NewId(), content = "Not here", reply_to = quoted }));

        Assert.Equal([201, 201, 422], answers.Select(a => (int)a.Status));
        Assert.Equal("Which one?", answers[1].Data.GetProperty("reply_to").GetProperty("content").GetString());
        Assert.Equal("There is no such message in this conversation.", answers[2].Error("reply_to"));
        Assert.Equal(before + 1, server.Get<GroupWriter>().Transactions);
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        Assert.Equal([quoted], await db.Messages.Where(m => m.ReplyToId != null).Select(m => m.ReplyToId!).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task A_caller_who_leaves_while_it_waits_has_changed_nothing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        using var leaving = new CancellationTokenSource();
        Task<bool>? left = null;

        await server.AfterWaitingAsync(() =>
        {
            left = server.Get<ConversationLog>().WriteAsync(new Failing(id), leaving.Token);
            leaving.Cancel();
            return Task.FromResult(true);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left!);
        Assert.Equal(HttpStatusCode.Created, (await Send(visitor, id, "later")()).Status);
    }

    [Fact]
    public async Task A_change_that_waits_too_long_is_refused_as_busy()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await LivecallerServer.StartAtAsync(time);
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var held = new TaskCompletionSource<bool>();
        var holding = server.Get<WriteGate>().WriteAsync(_ => held.Task, cancellationToken: Cancelled);

        var sending = Send(visitor, id, "hello")();
        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await sending).Status);
        held.SetResult(true);
        await holding;
        Assert.Equal(HttpStatusCode.Created, (await Send(visitor, id, "hello again")()).Status);
        Assert.Equal(3, (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("last_sequence").GetInt32());
    }

    private static Func<Task<Answer>> Send(Caller caller, string id, string text) =>
        () => caller.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = text });

    private sealed class Noting(string name, List<string> stored) : GroupedWrite<bool>
    {
        public override IEnumerable<string> Conversations => [];

        protected override bool Write(LogBatch batch)
        {
            stored.Add(name);
            return true;
        }
    }

    private sealed class Failing(string id) : GroupedWrite<bool>
    {
        public const string Type = "conversation.failing";

        public override IEnumerable<string> Conversations => [id];

        protected override bool Write(LogBatch batch)
        {
            batch.AppendMark(batch.Find(id)!, Type, new() { Reader = Protocol.ParticipantType.Visitor, ReadSequence = 1 }, Protocol.LivecallerJson.Default.ReadPayload);
            throw new InvalidTimeZoneException("as planned");
        }
    }
}
