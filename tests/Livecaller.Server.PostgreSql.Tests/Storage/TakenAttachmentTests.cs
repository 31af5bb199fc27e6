using System.Net;
using Livecaller.Bench.Hosting;
using Livecaller.Server.Tests.Support;
using Npgsql;

namespace Livecaller.Server.PostgreSql.Tests.Storage;

/// <summary>Two servers give an attachment to a message at the same time.</summary>
public sealed class TakenAttachmentTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, HttpStatusCode.UnprocessableEntity)]
    [InlineData(false, HttpStatusCode.Created)]
    public async Task One_of_them_gets_it_and_the_other_one_is_refused(bool isCommitted, HttpStatusCode expected)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        var attachment = (await visitor.UploadAsync("a.txt", "a"u8.ToArray())).Data.GetProperty("id").GetString()!;
        var cluster = await PostgreSqlCluster.SharedAsync;
        var name = TestDatabase.NameOf(server.Directory);
        await using var other = new NpgsqlConnection(cluster.ConnectionString(name) + ";Pooling=false");
        await other.OpenAsync(Cancelled);
        await using var transaction = await other.BeginTransactionAsync(Cancelled);
        await PostgreSqlCluster.ExecuteOnAsync(other, $"UPDATE \"Attachments\" SET \"MessageId\" = 'other' WHERE \"Id\" = '{attachment}'");

        var sending = visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "", attachments = (string[])[attachment] });
        await Eventually.IsAsync(async () => await cluster.ExecuteAsync(name, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is > 0L);
        if (isCommitted) await transaction.CommitAsync(Cancelled);
        else await transaction.RollbackAsync(Cancelled);

        Assert.Equal(expected, (await sending).Status);
        Assert.Equal(isCommitted ? 2 : 3, (await visitor.GetAsync($"/conversations/{conversation}/events")).Body.GetProperty("data").GetArrayLength());
    }
}
