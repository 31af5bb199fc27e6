using System.Net;
using System.Net.Http.Json;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Drafts;

/// <summary>Messages that are sent after five seconds, in which they can be taken back.</summary>
public sealed class HeldMessageTests
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_message_is_sent_after_five_seconds_whatever_becomes_of_its_operator()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await olga.Client.PutAsJsonAsync($"/v1/operator/conversations/{conversation}/drafts", new { reply = "Hi", note = "Stays" }, _ct);
        var id = Caller.NewId();

        var held = await HoldAsync(olga, conversation, id, "Hi");
        var again = await HoldAsync(olga, conversation, id, "Hi");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (held.Status, again.Status));
        Assert.Equal(["Hello"], await MessagesAsync(visitor, conversation));
        var draft = (await olga.GetAsync($"/conversations/{conversation}/drafts")).Data;
        Assert.Equal((null, "Stays"), (draft.GetProperty("reply").GetString(), draft.GetProperty("note").GetString()));
        await olga.PostAsync("/auth/logout");
        _time.Advance(Held);

        await Eventually.IsAsync(async () => (await MessagesAsync(visitor, conversation)).SequenceEqual(["Hello", "Hi"]));
        Assert.Equal(id, (await visitor.GetAsync($"/conversations/{conversation}/messages")).Data.EnumerateArray().Last().GetProperty("id").GetString());
        await Eventually.IsAsync(async () => await CountAsync(server) == 0);
    }

    [Fact]
    public async Task A_message_that_is_taken_back_is_the_draft_again_before_what_was_written_meanwhile()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var id = Caller.NewId();
        await HoldAsync(olga, conversation, id, "Hi");
        await olga.Client.PutAsJsonAsync($"/v1/operator/conversations/{conversation}/drafts", new { reply = "and more" }, _ct);

        Assert.Equal(HttpStatusCode.NotFound, (await ivan.PostAsync($"/held-messages/{id}/undo")).Status);
        Assert.Equal("Hi", (await olga.PostAsync($"/held-messages/{id}/undo")).Data.GetProperty("content").GetString());
        _time.Advance(Held + Held);

        Assert.Equal("Hi\nand more", (await olga.GetAsync($"/conversations/{conversation}/drafts")).Data.GetProperty("reply").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/held-messages/{id}/undo")).Status);
        Assert.Equal(["Hello"], await MessagesAsync(visitor, conversation));
    }

    [Fact]
    public async Task The_next_message_sends_the_one_before_at_once_so_that_they_stay_in_order()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var first = Caller.NewId();
        await HoldAsync(olga, conversation, first, "One");
        await HoldAsync(olga, conversation, Caller.NewId(), "Two");

        await Eventually.IsAsync(async () => (await MessagesAsync(visitor, conversation)).SequenceEqual(["Hello", "One"]));
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync($"/held-messages/{first}/undo")).Status);
        _time.Advance(Held);
        await Eventually.IsAsync(async () => (await MessagesAsync(visitor, conversation)).SequenceEqual(["Hello", "One", "Two"]));
    }

    [Fact]
    public async Task A_message_that_closes_sends_first_and_closes_then()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await olga.PostAsync($"/conversations/{conversation}/held-messages", new { id = Caller.NewId(), content = "Bye", closes = true });

        _time.Advance(Held);

        await Eventually.IsAsync(async () => (await olga.GetAsync($"/conversations/{conversation}")).Data.GetProperty("status").GetString() == "closed");
        Assert.Equal(["Hello", "Bye"], await MessagesAsync(visitor, conversation));
    }

    [Fact]
    public async Task A_message_that_is_refused_waits_with_the_reason_until_it_is_sent_again_or_taken_back()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var id = Caller.NewId();
        await HoldAsync(olga, conversation, id, "Too late");
        await visitor.PostAsync($"/conversations/{conversation}/close");
        _time.Advance(Held);

        await Eventually.IsAsync(async () => await FailureAsync(olga) is { Length: > 0 });
        Assert.Contains("closed", await FailureAsync(olga), StringComparison.Ordinal);
        await olga.PostAsync($"/conversations/{conversation}/reopen");
        Assert.Equal(HttpStatusCode.OK, (await olga.PostAsync($"/held-messages/{id}/send")).Status);
        await Eventually.IsAsync(async () => (await MessagesAsync(visitor, conversation)).SequenceEqual(["Hello", "Too late"]));
    }

    [Fact]
    public async Task A_server_that_stops_loses_none_and_the_next_one_sends_each_once()
    {
        using var directory = new TemporaryFolder();
        string conversation;
        await using (var server = await LivecallerServer.StartAsync(directory.Path, _time))
        {
            var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
            conversation = await visitor.StartAsync();
            await HoldAsync(olga, conversation, Caller.NewId(), "Not yet due");
            // One that was stored, and not deleted before the power failed: its claim is old by the time of the next start.
            var sent = Caller.NewId();
            await olga.PostAsync($"/conversations/{conversation}/messages", new { id = sent, content = "Stored" });
            await ChangeAsync(server, db => db.HeldMessages.Add(new()
            {
                Id = sent,
                OperatorId = Guid.Parse(olga.Id),
                ConversationId = conversation,
                Content = "Stored",
                CreatedAt = _time.GetUtcNow(),
                DueAt = _time.GetUtcNow(),
                ClaimedAt = _time.GetUtcNow(),
            }));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await using var next = await LivecallerServer.StartAsync(directory.Path, _time);
        var reader = await next.OperatorAsync();

        await Eventually.IsAsync(async () => await CountAsync(next) == 0);
        Assert.Equal(["Hello", "Stored", "Not yet due"], await MessagesAsync(reader, conversation));
    }

    [Fact]
    public async Task Many_who_take_back_and_send_at_once_get_one_answer_that_is_true()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var expected = new List<string> { "Hello" };
        for (var i = 0; i < 10; i++)
        {
            var id = Caller.NewId();
            await HoldAsync(olga, conversation, id, $"Message {i}");
            var (undo, _) = (olga.PostAsync($"/held-messages/{id}/undo"), olga.PostAsync($"/held-messages/{id}/send"));
            if ((await undo).Status != HttpStatusCode.OK) expected.Add($"Message {i}");
            await Eventually.IsAsync(async () => await CountAsync(server) == 0);
        }

        Assert.Equal(expected, await MessagesAsync(visitor, conversation));
    }

    [Theory]
    [InlineData("""{"content":"Hi"}""", "id")]
    [InlineData("""{"id":"0b0e7a52-2f6a-4d0e-9a51-7d8a55f0a001"}""", "content")]
    [InlineData("""{"id":"0b0e7a52-2f6a-4d0e-9a51-7d8a55f0a001","content":"  "}""", "content")]
    public async Task What_is_no_message_is_refused_at_once(string body, string field)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var olga = await server.OperatorAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();

        Assert.NotEmpty((await olga.PostTextAsync($"/conversations/{conversation}/held-messages", body)).Error(field));
    }

    private static Task<Answer> HoldAsync(Caller who, string conversation, string id, string content) =>
        who.PostAsync($"/conversations/{conversation}/held-messages", new { id, content });

    private static async Task<IEnumerable<string?>> MessagesAsync(Caller who, string conversation) =>
        [.. (await who.GetAsync($"/conversations/{conversation}/messages")).Data.EnumerateArray().Select(m => m.GetProperty("content").GetString())];

    private static async Task<string?> FailureAsync(Caller who) =>
        (await who.GetAsync("/held-messages")).Data.EnumerateArray().Select(m => m.TryGetProperty("failure", out var failure) ? failure.GetString() : null).SingleOrDefault();

    private async Task<int> CountAsync(LivecallerServer server)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await db.HeldMessages.CountAsync(_ct);
    }

    private async Task ChangeAsync(LivecallerServer server, Action<LivecallerDbContext> change)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        change(db);
        await db.SaveChangesAsync(_ct);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "livecaller-server-tests", Guid.NewGuid().ToString("N"));

        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
