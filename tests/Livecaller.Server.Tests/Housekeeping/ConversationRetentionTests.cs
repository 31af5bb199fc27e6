using System.Net;
using System.Text;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Housekeeping;

public sealed class ConversationRetentionTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_that_was_closed_long_ago_is_deleted_with_everything_that_belongs_to_it()
    {
        await using var server = await StartAsync(("Livecaller:Retention:ClosedConversations", "7.00:00:00"));
        var visitor = await server.VisitorAsync();
        var old = await visitor.StartAsync();
        var file = (await visitor.UploadAsync("notes.txt", Encoding.UTF8.GetBytes("some notes"))).Data.GetProperty("id").GetString()!;
        await visitor.PostAsync($"/conversations/{old}/messages", new { id = Caller.NewId(), content = "Here", attachments = new[] { file } });
        await visitor.PostAsync($"/conversations/{old}/close");
        _time.Advance(TimeSpan.FromDays(4));
        var open = await visitor.StartAsync();
        var lately = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{lately}/close");
        Assert.Contains(file, TestFiles.Names(server.Directory));

        _time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(10));
        await Eventually.IsAsync(async () => (await visitor.GetAsync($"/conversations/{old}")).Status == HttpStatusCode.NotFound);

        Assert.Equal(new[] { open, lately }.Order(), (await ReadAsync(server, db => db.Conversations.Select(c => c.Id).ToListAsync(_ct))).Order());
        Assert.Equal(0, await ReadAsync(server, db => db.Messages.CountAsync(m => m.ConversationId == old, _ct)));
        Assert.Equal(0, await ReadAsync(server, db => db.Events.CountAsync(e => e.ConversationId == old, _ct)));
        Assert.Equal(0, await ReadAsync(server, db => db.Attachments.CountAsync(_ct)));
        await Eventually.IsAsync(() => !TestFiles.Names(server.Directory).Contains(file));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/conversations/{lately}")).Status);
    }

    [Fact]
    public async Task A_long_conversation_is_deleted_in_several_transactions_and_nothing_is_left()
    {
        await using var server = await StartAsync(("Livecaller:Retention:ClosedConversations", "01:00:00"), ("Livecaller:Limits:MessagesPerMinute", "10000"));
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        for (var i = 0; i < 450; i++) await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = $"{i}" });
        await visitor.PostAsync($"/conversations/{id}/close");

        _time.Advance(TimeSpan.FromMinutes(80));
        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.Conversations.CountAsync(_ct)) == 0);

        Assert.Equal(0, await ReadAsync(server, db => db.Events.CountAsync(_ct)) + await ReadAsync(server, db => db.Messages.CountAsync(_ct)));
    }

    [Fact]
    public async Task Notes_tags_and_the_operators_log_are_deleted_with_their_conversation_and_only_with_it()
    {
        await using var server = await StartAsync(("Livecaller:Retention:ClosedConversations", "1.00:00:00"), ("Livecaller:Limits:MessagesPerMinute", "10000"));
        var (visitor, olga) = (await server.VisitorAsync(), OperatorCaller.OnBehalfOf(new((await server.OperatorAsync()).Id)));
        var (old, open) = (await visitor.StartAsync(), await visitor.StartAsync());
        var notes = server.Get<INoteService>();
        for (var i = 0; i < 210; i++) await notes.AddAsync(olga, new(old), new() { Id = Caller.NewId(), Content = $"note {i}" }, _ct);
        await notes.AddAsync(olga, new(open), new() { Id = Caller.NewId(), Content = "kept" }, _ct);
        foreach (var id in (string[])[old, open]) await notes.SetTagsAsync(olga, new(id), new() { Tags = ["vip"] }, _ct);
        await visitor.PostAsync($"/conversations/{old}/close");
        Assert.Equal((213, 211, 2), await CountAsync());

        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));
        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.Conversations.CountAsync(_ct)) == 1);

        Assert.Equal((2, 1, 1), await CountAsync());
        Assert.Equal("kept", (await notes.ListAsync(olga, new(open), null, null, _ct)).Value!.Data.Single().Content);

        Task<(int, int, int)> CountAsync() =>
            ReadAsync(server, async db => (await db.OperatorEvents.CountAsync(_ct), await db.Notes.CountAsync(_ct), await db.ConversationTags.CountAsync(_ct)));
    }

    [Fact]
    public async Task With_its_last_conversation_a_visitor_without_a_session_is_deleted()
    {
        await using var server = await StartAsync(("Livecaller:Retention:ClosedConversations", "1.00:00:00"), ("Livecaller:Retention:Sessions", "00:00:00"));
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{id}/close");
        await visitor.PostAsync("/auth/logout");

        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));
        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.Visitors.CountAsync(_ct)) == 0);
    }

    [Fact]
    public async Task Without_the_setting_closed_conversations_are_kept()
    {
        await using var server = await StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{id}/close");
        await visitor.PostAsync("/auth/logout");

        // The session is deleted in the same round, before it.
        _time.Advance(TimeSpan.FromDays(200));
        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.VisitorSessions.CountAsync(_ct)) == 0);
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(1, await ReadAsync(server, db => db.Conversations.CountAsync(_ct)));
    }

    [Fact]
    public async Task Space_that_was_deleted_is_given_back_to_the_file_system()
    {
        await using var server = await StartAsync(("Livecaller:Retention:CleanupInterval", "00:01:00"));
        var visitor = await server.VisitorAsync();
        await visitor.StartAsync();
        await WriteAsync(server, "CREATE TABLE Filling AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT randomblob(4000) AS bytes FROM n");
        var full = await PagesAsync(server);
        await WriteAsync(server, "DROP TABLE Filling");
        Assert.Equal(full, await PagesAsync(server));

        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsAsync(async () => await PagesAsync(server) < full / 4 * 3);

        Assert.Equal("ok", await ReadAsync(server, db => db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync(_ct)));
    }

    private Task<LivecallerServer> StartAsync(params (string Key, string Value)[] settings) => LivecallerServer.StartAtAsync(_time, settings);

    private Task<long> PagesAsync(LivecallerServer server) =>
        ReadAsync(server, db => db.Database.SqlQuery<long>($"SELECT page_count AS Value FROM pragma_page_count").SingleAsync(_ct));

    private async Task WriteAsync(LivecallerServer server, string sql)
    {
        using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        await db.Database.ExecuteSqlRawAsync(sql, _ct);
    }

    private async Task<T> ReadAsync<T>(LivecallerServer server, Func<LivecallerDbContext, Task<T>> read)
    {
        using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await read(db);
    }
}
