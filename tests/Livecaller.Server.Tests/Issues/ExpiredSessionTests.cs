using System.Net;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Issues;

/// <summary>Sessions of visitors and operators, and visitors who never wrote, were never deleted.</summary>
public sealed class ExpiredSessionTests
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_that_ended_long_ago_are_deleted_and_with_the_last_a_visitor_without_conversations()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var quiet = await server.VisitorAsync();
        var talking = await server.VisitorAsync();
        await talking.StartAsync();
        var identified = await server.VisitorAsync(Jwt.Sign(new { sub = "ada", iat = _time.GetUtcNow().ToUnixTimeSeconds() }));
        var olga = await server.OperatorAsync();
        _time.Advance(TimeSpan.FromDays(80));
        var back = await server.VisitorAsync(Jwt.Sign(new { sub = "ada", iat = _time.GetUtcNow().ToUnixTimeSeconds() }));
        Assert.Equal(identified.Id, back.Id);

        // 90 days of a session and 30 during which it is kept.
        _time.Advance(TimeSpan.FromDays(40) + Round);
        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.VisitorSessions.CountAsync(_ct)) == 1);

        Assert.Equal(back.SessionId, await ReadAsync(server, db => db.VisitorSessions.Select(s => s.Id).SingleAsync(_ct)));
        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.OperatorSessions.CountAsync(_ct)) == 0);
        var kept = await ReadAsync(server, db => db.Visitors.Select(v => v.Id).ToListAsync(_ct));
        Assert.Equal(new[] { talking.Id, back.Id }.Order(), kept.Order());
        Assert.Equal(HttpStatusCode.Unauthorized, (await quiet.GetAsync("/conversations")).Status);
        Assert.Equal(HttpStatusCode.OK, (await back.GetAsync("/conversations")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await server.OperatorAsync()).GetAsync("/conversations")).Status);
        Assert.NotNull(olga);
    }

    [Fact]
    public async Task How_long_they_are_kept_is_a_setting_and_a_logout_counts_as_an_end()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Retention:Sessions", "2.00:00:00"));
        var gone = await server.VisitorAsync();
        var here = await server.VisitorAsync();
        await gone.PostAsync("/auth/logout");

        _time.Advance(TimeSpan.FromDays(2) - Round);
        Assert.Equal(2, await ReadAsync(server, db => db.VisitorSessions.CountAsync(_ct)));
        _time.Advance(Round + Round);

        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.VisitorSessions.CountAsync(_ct)) == 1);
        Assert.Equal(here.Id, await ReadAsync(server, db => db.Visitors.Select(v => v.Id).SingleAsync(_ct)));
    }

    [Fact]
    public async Task How_often_they_are_deleted_is_a_setting()
    {
        await using var server = await LivecallerServer.StartAtAsync(
            _time, ("Livecaller:Retention:Sessions", "00:00:01"), ("Livecaller:Retention:CleanupInterval", "00:01:00"));
        await (await server.VisitorAsync()).PostAsync("/auth/logout");

        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.VisitorSessions.CountAsync(_ct)) == 0);
    }

    [Fact]
    public async Task Many_are_deleted_in_one_round_while_others_write()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        const int Many = 1050;
        await ReadAsync(server, async db =>
        {
            for (var i = 0; i < Many; i++)
            {
                var (visitor, session) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
                db.Visitors.Add(new VisitorRow { Id = visitor, WidgetId = LivecallerServer.Widget, CreatedAt = _time.GetUtcNow() });
                db.VisitorSessions.Add(new VisitorSessionRow
                {
                    Id = session,
                    WidgetId = LivecallerServer.Widget,
                    VisitorId = visitor,
                    CreatedAt = _time.GetUtcNow(),
                    ExpiresAt = _time.GetUtcNow(),
                });
            }
            return await db.SaveChangesAsync(_ct);
        });
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();

        _time.Advance(TimeSpan.FromDays(30) + Round);
        for (var i = 0; i < 20; i++) await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = $"{i}" });

        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.VisitorSessions.CountAsync(_ct)) == 1);
        Assert.Equal(1, await ReadAsync(server, db => db.Visitors.CountAsync(_ct)));
        Assert.Equal(21, (await visitor.GetAsync($"/conversations/{id}/messages")).Data.GetArrayLength());
    }

    [Theory]
    [InlineData("Retention:Sessions", "-1")]
    [InlineData("Retention:Sessions", "soon")]
    [InlineData("Retention:CleanupInterval", "00:00:00")]
    [InlineData("Retention:CleanupInterval", "60.00:00:00")]
    [InlineData("Retention:CleanupInterval", "often")]
    public async Task A_time_that_cannot_be_is_named_at_the_start(string setting, string value)
    {
        var fault = await Assert.ThrowsAsync<Livecaller.Server.Hosting.LivecallerStartupException>(() =>
            LivecallerServer.StartAtAsync(_time, ("Livecaller:" + setting, value)));
        Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcripts_that_were_asked_for_are_deleted_after_a_day_where_no_mail_is_sent_any_more()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await ReadAsync(server, db =>
        {
            db.Transcripts.Add(new TranscriptRow
            {
                Id = Caller.NewId(),
                ConversationId = id,
                VisitorId = visitor.Id,
                Email = "ada@example.com",
                Mailbox = "ana@example.com",
                CreatedAt = _time.GetUtcNow(),
                DueAt = _time.GetUtcNow(),
            });
            return db.SaveChangesAsync(_ct);
        });

        _time.Advance(TimeSpan.FromDays(1) + Round);

        await Eventually.IsAsync(async () => await ReadAsync(server, db => db.Transcripts.CountAsync(_ct)) == 0);
    }

    private async Task<T> ReadAsync<T>(LivecallerServer server, Func<LivecallerDbContext, Task<T>> read)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await read(db);
    }
}
