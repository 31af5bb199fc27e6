using Livecaller.Bench.Hosting;
using Livecaller.Server.PostgreSql.Nodes;
using Livecaller.Server.PostgreSql.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Livecaller.Server.PostgreSql.Tests.Nodes;

public sealed class NodeSenderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_goes_with_one_notification_and_is_sent_before_the_node_ends()
    {
        var cluster = await PostgreSqlCluster.SharedAsync;
        var name = "sender" + Guid.NewGuid().ToString("N");
        var database = await cluster.CreateDatabaseAsync(name);
        try
        {
            List<string> received = [];
            await using var listener = new NpgsqlConnection(database + ";Pooling=false");
            await listener.OpenAsync(Cancelled);
            listener.Notification += (_, notification) => received.Add(notification.Payload);
            await PostgreSqlCluster.ExecuteOnAsync(listener, "LISTEN livecaller");
            await using var source = new PostgreSqlSource(Options.Create(new LivecallerPostgreSqlOptions { ConnectionString = database }));
            using var sender = new NodeSender(source, new NodeLink(TimeProvider.System, NullLogger.Instance), "0123456789abcdef", TimeProvider.System);
            for (var i = 0; i < 50; i++) sender.Add(new NodeItem { Channels = ["channel"], Event = "event", Data = $"{i}" });
            using var stopping = new CancellationTokenSource();

            var running = sender.RunAsync(stopping.Token);
            await listener.WaitAsync(Cancelled);
            sender.Add(new NodeItem { Signal = "last", SignalData = [1] });
            await stopping.CancelAsync();
            await running;
            while (received.Count < 2) await listener.WaitAsync(Cancelled);

            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), NodeBatch.Read(received[0])!.Value.ReadItems()!.Select(item => item.Data));
            Assert.Equal("last", Assert.Single(NodeBatch.Read(received[1])!.Value.ReadItems()!).Signal);
        }
        finally
        {
            await cluster.DropDatabaseAsync(name);
        }
    }
}
