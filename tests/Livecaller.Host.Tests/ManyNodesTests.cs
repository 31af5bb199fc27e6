using Livecaller.Bench.Chaos;

namespace Livecaller.Host.Tests;

/// <summary>
/// Three servers with a common PostgreSQL and Redis behind nginx, without sticky sessions. A short version of the <c>chaos --nodes 3</c> benchmark.
/// </summary>
public sealed class ManyNodesTests
{
    private static readonly ChaosSettings Short = new()
    {
        Nodes = 3,
        Messages = 200,
        Kills = 8,
        ServerKills = 4,
        Revocations = 1,
        Restarts = 2,
        RollingRestarts = 1,
        Visitors = 4,
        Pace = 250,
        Timeout = 300,
    };

    [Fact]
    public async Task Every_message_arrives_once_and_in_its_place_while_nodes_Redis_and_PostgreSQL_are_killed_and_all_nodes_are_restarted()
    {
        var report = await ChaosRun.RunAsync(Short, TestContext.Current.SendDiagnosticMessage);

        Assert.True(report.IsSuccess, report.ToString());
    }
}
