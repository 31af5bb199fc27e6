using Livecaller.Bench.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.PostgreSql.Tests.Search;

/// <summary>The words are stored by the server, so a database can be without them.</summary>
public sealed class SearchSchemaTests : IAsyncLifetime
{
    private readonly string _name = "search" + Guid.NewGuid().ToString("N");
    private PostgreSqlCluster _cluster = null!;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgreSqlCluster.SharedAsync;
        _database = await _cluster.CreateDatabaseAsync(_name);
    }

    public async ValueTask DisposeAsync() => await _cluster.DropDatabaseAsync(_name);

    [Theory]
    [InlineData("""ALTER TABLE "Messages" DROP COLUMN "Words"; ALTER TABLE "Visitors" DROP COLUMN "Words";""")]
    [InlineData("""DROP INDEX "IX_Messages_Words"; UPDATE "Messages" SET "Words" = NULL; UPDATE "Visitors" SET "Words" = NULL;""")]
    public async Task A_start_fills_an_index_that_is_missing_or_was_not_finished(string change)
    {
        await using (var node = await Node.StartAsync(_database)) await FillAsync(node.Server);
        await _cluster.ExecuteAsync(_name, change);

        await using var again = await Node.StartAsync(_database);

        await CheckAsync(again.Server);
    }

    [Fact]
    public async Task Words_that_another_program_has_changed_are_corrected_while_the_server_runs()
    {
        await using var node = await Node.StartAsync(_database);
        await FillAsync(node.Server);
        await _cluster.ExecuteAsync(_name, """UPDATE "Messages" SET "Words" = 'other:1'; UPDATE "Visitors" SET "Words" = NULL;""");
        await using var db = await node.Server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

        var rebuilt = await node.Server.Get<LivecallerDatabase>().Search.RebuildAsync(db, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), rebuilt);
        await CheckAsync(node.Server);
    }

    private static async Task FillAsync(LivecallerServer server)
    {
        var visitor = await server.VisitorAsync(Jwt.Sign(new { sub = "7", name = "Anna", iat = Jwt.Now }));
        await visitor.StartAsync("Привет");
        await CheckAsync(server);
    }

    private static async Task CheckAsync(LivecallerServer server)
    {
        var olga = await server.OperatorAsync();
        foreach (var search in (string[])["привет", "anna"]) Assert.Single((await olga.GetAsync("/conversations?q=" + Uri.EscapeDataString(search))).Data.EnumerateArray());
        Assert.Empty((await olga.GetAsync("/conversations?q=other")).Data.EnumerateArray());
    }
}
