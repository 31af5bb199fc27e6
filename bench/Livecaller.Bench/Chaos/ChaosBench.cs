using Livecaller.Bench.Hosting;
using Livecaller.Bench.KillClient;

namespace Livecaller.Bench.Chaos;

/// <summary>Verifies that all messages are delivered once and in order under failures of sockets, server, sessions and clients.</summary>
internal sealed class ChaosBench : IBench
{
    public string Name => "chaos";

    public string Description =>
        "lost, duplicated and reordered messages while server and clients are killed repeatedly; arguments: [--messages 10000] [--kills 500] "
        + "[--server-kills 20] [--revocations 20] [--restarts 30] [--rolling-restarts 0] [--nodes 1, or more with --database postgres --redis] [--visitors 8] [--operators 2] [--seed 1] [--pace 350] [--speed-up 10] [--timeout 900] [--verbose]; "
        + "or --kill-client [steps=all] [upload positions=6]: kills a client that sends texts and a file at each step";

    public async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--kill-client", .. var rest]) return await KillClientAsync(rest);
        var report = await ChaosRun.RunAsync(ChaosSettings.Parse(arguments), Console.Error.WriteLine);
        Console.WriteLine(report);
        return report.IsSuccess ? 0 : 1;
    }

    private static async Task<int> KillClientAsync(string[] arguments)
    {
        await using var host = await HostProcess.StartAsync();
        using var api = new OperatorApi(host.Address, CancellationToken.None);
        using var run = new KillClientRun(host, api);
        return await run.RunAsync(Rounds.Argument(arguments, 0, 0), Rounds.Argument(arguments, 1, 6));
    }
}
