namespace Livecaller.Bench.Chaos;

/// <summary>Whether every message arrives once and in its place, whatever happens to sockets, server, sessions and clients.</summary>
internal sealed class ChaosBench : IBench
{
    public string Name => "chaos";

    public string Description =>
        "real server and clients, killed again and again: lost, duplicated, out of order; arguments: [--messages 10000] [--kills 500] "
        + "[--server-kills 20] [--revocations 20] [--restarts 30] [--visitors 8] [--operators 2] [--seed 1] [--pace 350] [--hurry 10] [--timeout 900] [--verbose]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var report = await ChaosRun.RunAsync(ChaosSettings.Parse(arguments), Console.Error.WriteLine);
        Console.WriteLine(report);
        return report.IsKept ? 0 : 1;
    }
}
