using System.Data.Common;
using System.Net;
using Livecaller.Server.EventLog;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Issues;

/// <summary>A disk that is full in the middle of a transaction that several messages share.</summary>
public sealed class FullDiskInABatchTests
{
    [Fact]
    public async Task What_was_acknowledged_is_kept_and_the_rest_is_refused_and_taken_when_there_is_room()
    {
        var disk = new LimitedDatabase();
        await using var server = await LivecallerServer.StartGuestAsync(
            builder => builder.Services.ConfigureDbContext<LivecallerDbContext>(options => options.AddInterceptors(disk)), app => app.MapLivecaller());
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var messages = Enumerable.Range(1, 30).Select(i => new { id = Caller.NewId(), content = new string((char)('a' + (i % 26)), 9000) }).ToList();

        // Room for some of them: each takes about five pages.
        disk.MaxPages = await PagesAsync(server) + 60;
        server.Get<GroupWriter>().Close();
        var answers = await server.AfterWaitingAsync([.. messages.Select(m => (Func<Task<Answer>>)(() => visitor.PostAsync($"/conversations/{id}/messages", m)))]);

        var refused = messages.Where((_, i) => answers[i].Status != HttpStatusCode.Created).ToList();
        Assert.InRange(refused.Count, 1, messages.Count - 1);
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.Created))
        {
            Assert.Equal((HttpStatusCode)507, answer.Status);
            Assert.Equal("The server has no room left on its disk. Try again later.", answer.Body.GetProperty("detail").GetString());
            Assert.NotNull(answer.Header("Retry-After"));
        }

        Assert.Equal(messages.Except(refused).Select(m => m.id).Order(), (await StoredAsync(visitor, id)).Order());

        disk.MaxPages = LimitedDatabase.NoLimit;
        server.Get<GroupWriter>().Close();
        foreach (var message in refused) Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync($"/conversations/{id}/messages", message)).Status);
        Assert.Equal(messages.Select(m => m.id).Order(), (await StoredAsync(visitor, id)).Order());
        var log = (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt32());
        Assert.Equal(Enumerable.Range(1, 2 + messages.Count), log);
    }

    private static async Task<List<string>> StoredAsync(Caller visitor, string id) =>
        [.. (await visitor.GetAsync($"/conversations/{id}/messages?after=2&limit=100")).Data.EnumerateArray().Select(m => m.GetProperty("id").GetString()!)];

    private static async Task<int> PagesAsync(LivecallerServer server)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Database.SqlQuery<int>($"SELECT page_count AS Value FROM pragma_page_count()").SingleAsync(TestContext.Current.CancellationToken);
    }

    private sealed class LimitedDatabase : DbConnectionInterceptor
    {
        public const int NoLimit = 1_000_000;

        public int MaxPages { get; set; } = NoLimit;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {MaxPages}";
            command.ExecuteScalar();
        }
    }
}
