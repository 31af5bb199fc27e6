using Livecaller.Bench.Hosting;
using Livecaller.Bench.KillClient;

namespace Livecaller.Bench.Chaos;

/// <summary>Whether every message arrives once and in its place, whatever happens to sockets, server, sessions and clients.</summary>
internal sealed class ChaosBench : IBench
{
    public string Name => "chaos";

    public string Description =>
        "real server and clients, killed again and again: lost, duplicated, out of order; arguments: [--messages 10000] [--kills 500] "
        + "[--server-kills 20] [--revocations 20] [--restarts 30] [--visitors 8] [--operators 2] [--seed 1] [--pace 350] [--hurry 10] [--timeout 900] [--verbose]; "
        + "or --kill-client [steps=all] [places of the upload=6]: a client that sends texts and a file is killed at each step of it";

    public async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--kill-client", .. var rest]) return await KillClientAsync(rest);
        var report = await ChaosRun.RunAsync(ChaosSettings.Parse(arguments), Console.Error.WriteLine);
        Console.WriteLine(report);
        return report.IsKept ? 0 : 1;
    }

    private static async Task<int> KillClientAsync(string[] arguments)
    {
        await using var host = await HostProcess.StartAsync();
        using var api = new OperatorApi(host.Address, CancellationToken.None);
        using var run = new KillClientRun(host, api);
        return await run.RunAsync(Rounds.Argument(arguments, 0, 0), Rounds.Argument(arguments, 1, 6));
    }
}
