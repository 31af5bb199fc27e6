using System.Collections.Concurrent;
using System.Diagnostics;
using Livecaller.Bench.Hosting;
using Livecaller.Server.PostgreSql.Storage;
using Livecaller.Server.Search;
using Livecaller.Server.Seeding;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Livecaller.Server.PostgreSql.Tests.Search;

/// <summary>A search in many messages reads indexes: the plans of the commands that it sends are looked at.</summary>
public sealed class SearchPlanTests : IAsyncLifetime
{
    private const int Messages = 40_000;
    private readonly string _data = Directory.CreateTempSubdirectory("livecaller-search-").FullName;
    private PostgreSqlCluster _cluster = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgreSqlCluster.SharedAsync;
        await TestDatabase.CreateAsync(_data);
        await using var app = LivecallerServer.Build(_data);
        await app.Services.GetRequiredService<DemoData>().AddAsync(new(4_000, Messages, 7), static _ => { }, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await TestDatabase.DeleteAsync(_data);
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_rare_word_a_common_word_and_no_hit_are_read_from_indexes()
    {
        // The first message has a word that no other has, and older messages one that the newest ones don't have.
        await ExecuteAsync("""UPDATE "Messages" SET "Words" = "Words" || 'zeppelin:1' WHERE "Number" = (SELECT min("Number") FROM "Messages")""");
        await ExecuteAsync("""UPDATE "Messages" SET "Words" = "Words" || 'former:1' WHERE "Number" < 20000""");
        await using var server = await LivecallerServer.StartAsync(_data);

        await CheckAsync(server);
        await ExecuteAsync("ANALYZE");
        await CheckAsync(server);
    }

    private async Task CheckAsync(LivecallerServer server)
    {
        Assert.Equal(1, await CheckAsync(server, "zeppelin"));
        Assert.Equal(200, await CheckAsync(server, "parcel"));
        Assert.Equal(200, await CheckAsync(server, "包裹"));
        Assert.Equal(200, await CheckAsync(server, "包"));
        Assert.Equal(200, await CheckAsync(server, "the parcel"));
        Assert.Equal(200, await CheckAsync(server, "former"));
        Assert.Equal(0, await CheckAsync(server, "submarine"));
        Assert.Equal(0, await CheckAsync(server, "sub parc"));
    }

    // Returns the number of hits.
    private async Task<int> CheckAsync(LivecallerServer server, string search)
    {
        var database = TestDatabase.NameOf(_data);
        ConcurrentQueue<string> sent = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TagObjects.All(t => t.Value as string != database)) return;
                if (activity.TagObjects.FirstOrDefault(t => t.Key is "db.query.text" or "db.statement").Value is not string text) return;
                // The server reads other tables in the background.
                if (text.Contains("\"Messages\"", StringComparison.Ordinal)) sent.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var words = SearchWords.Of(search)!;
        var counts = new List<int>();
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        foreach (var mode in Enum.GetValues<SearchMode>())
        {
            sent.Clear();
            var hits = await server.Get<LivecallerDatabase>().Search.FindMessagesAsync(db, words, mode, long.MaxValue, 200, Cancelled);
            counts.Add(hits.Count);
            Assert.Equal(hits.OrderByDescending(h => h.Number).DistinctBy(h => h.Number), hits);
            Assert.Contains(sent, text => text.Contains("@@", StringComparison.Ordinal));
            foreach (var text in sent.ToArray()) Assert.DoesNotContain("Seq Scan", await ExplainAsync(text, PostgreSqlWords.QueryOf(words, mode)), StringComparison.Ordinal);
        }

        return counts.Max();
    }

    private async Task<string> ExplainAsync(string text, string query)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString(TestDatabase.NameOf(_data)) + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("EXPLAIN " + text, connection);
        if (text.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(new NpgsqlParameter { Value = query });
        else command.Parameters.Add(new NpgsqlParameter("@before", long.MaxValue));
        await using var rows = await command.ExecuteReaderAsync(Cancelled);
        List<string> plan = [];
        while (await rows.ReadAsync(Cancelled)) plan.Add(rows.GetString(0));
        return string.Join('\n', plan) + "\n" + text;
    }

    private Task<object?> ExecuteAsync(string sql) => _cluster.ExecuteAsync(TestDatabase.NameOf(_data), sql);
}
