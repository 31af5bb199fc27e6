using Livecaller.Bench.Chaos;

namespace Livecaller.Host.Tests;

/// <summary>A short version of the <c>chaos</c> benchmark, with the same server, clients and kinds of faults.</summary>
public sealed class ChaosTests
{
    private static readonly ChaosSettings Short = new()
    {
        Messages = 300,
        Kills = 15,
        ServerKills = 2,
        Revocations = 2,
        Restarts = 2,
        Visitors = 4,
        Pace = 250,
        Timeout = 100,
    };

    [Fact]
    public async Task Every_message_arrives_once_and_in_its_place_whatever_dies_on_the_way()
    {
        var report = await ChaosRun.RunAsync(Short, TestContext.Current.SendDiagnosticMessage);

        Assert.True(report.IsSuccess, report.ToString());
    }
}
