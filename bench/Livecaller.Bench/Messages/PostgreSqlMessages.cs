using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Messages;

/// <summary>The messages that the server stores in PostgreSQL, compared with pgbench on the same cluster.</summary>
internal static class PostgreSqlMessages
{
    private const double MinRatio = 0.6;
    private const int Senders = 32;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly int[] SenderCounts = [1, Senders, 128];

    public static async Task<int> RunAsync(TimeSpan seconds, int rounds, string? program, bool pinned)
    {
        int? core = pinned ? 0 : null;
        await using var cluster = await PostgreSqlCluster.CreateOnAsync(core, BenchDatabase.Durable);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {PgBench.ServerDatabase}");
        await using var host = await HostProcess.StartAsync(new() { Program = program, Core = core, Arguments = BenchDatabase.Settings(cluster, PgBench.ServerDatabase) });
        // A database can only be copied while nobody uses it.
        await host.StopAsync();
        var pgbench = new PgBench(cluster);
        await pgbench.PrepareAsync();
        await host.RestartAsync();
        Console.WriteLine($"{MessagesLoad.Conversations} conversations, PostgreSQL with synchronous_commit=on"
            + (pinned ? "; PostgreSQL and the server on core 0, the senders or pgbench on core 1" : ""));
        await MessagesLoad.MeasureAsync(host, Senders, WarmUp);

        List<double> baselines = [];
        var measured = SenderCounts.ToDictionary(count => count, _ => new List<LoadRate>());
        for (var round = 1; round <= rounds; round++)
        {
            baselines.Add(await pgbench.MeasureAsync(seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}  pgbench, 32 clients {baselines[^1],7:0} commits of a message/s"));
            foreach (var count in SenderCounts)
            {
                measured[count].Add(await MessagesLoad.MeasureAsync(host, count, seconds));
                Console.WriteLine($"round {round}  {count,3} {(count == 1 ? "sender " : "senders")}        {measured[count][^1]}");
            }
        }

        return Report(Rounds.Median(baselines), measured);
    }

    private static int Report(double baseline, Dictionary<int, List<LoadRate>> measured)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median   pgbench, 32 clients {baseline,7:0} commits/s"));
        foreach (var (count, rates) in measured)
        {
            var rate = LoadRate.MedianOf(rates);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median   {count,3} {(count == 1 ? "sender " : "senders")}        {rate}, {rate.PerSecond / baseline:0.00} of pgbench"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"target: {Senders} senders at least {MinRatio} of pgbench"));
        return LoadRate.MedianOf(measured[Senders]).PerSecond >= MinRatio * baseline ? 0 : 1;
    }
}
