using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Dashboards;

/// <summary>Measures the effect of open dashboards on writers.</summary>
internal sealed class DashboardsBench : IBench
{
    private const double RateKept = 0.8;
    private const double P99Kept = 2;
    private const int Visitors = 16;

    public string Name => "dashboards";

    public string Description =>
        "messages per second without and with open dashboards; arguments: [dashboards=10] [conversations=10000] [seconds=8] [rounds=3] [path of Livecaller.Host.dll]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var (dashboards, conversations) = (Rounds.Argument(arguments, 0, 10), Rounds.Argument(arguments, 1, 10_000));
        var (seconds, rounds) = (TimeSpan.FromSeconds(Rounds.Argument(arguments, 2, 8)), Rounds.Argument(arguments, 3, 3));
        var pinned = Cores.Split();
        await using var host = await HostProcess.StartAsync(new() { Program = arguments.ElementAtOrDefault(4), Core = pinned ? 0 : null });
        await host.KillAsync();
        var ids = FilledDatabase.Fill(host.DatabaseFile, conversations, TimeProvider.System.GetUtcNow());
        await host.RestartAsync();
        Console.WriteLine($"{conversations:N0} open conversations, {Visitors} writing visitors, {dashboards} dashboards open on \"All\""
            + (pinned ? "; the server on core 0, writers and dashboards on core 1" : ""));
        using var writers = await Writers.SignInAsync(host.Address, ids, Visitors);
        await writers.WriteAsync(seconds / 2);

        List<(WriteRate Without, WriteRate With)> results = [];
        for (var round = 1; round <= rounds; round++)
        {
            var without = await writers.WriteAsync(seconds);
            Console.WriteLine($"round {round}  without: {without}");
            results.Add((without, await WithDashboardsAsync(host, writers, dashboards, seconds, round)));
        }

        var rate = Rounds.Median(results.Select(r => r.With.PerSecond / r.Without.PerSecond));
        var p99 = Rounds.Median(results.Select(r => r.With.P99 / r.Without.P99));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"with dashboards: {rate:P0} of the rate (target: at least {RateKept:P0}), p99 ratio {p99:0.00} (target: less than {P99Kept:0})"));
        return rate >= RateKept && p99 < P99Kept ? 0 : 1;
    }

    private static async Task<WriteRate> WithDashboardsAsync(HostProcess host, Writers writers, int count, TimeSpan seconds, int round)
    {
        List<OpenDashboard> open = [];
        try
        {
            for (var i = 0; i < count; i++) open.Add(await OpenDashboard.OpenAsync(host.Address));
            await writers.WriteAsync(seconds / 4);
            var (batches, bytes) = (open.Sum(d => d.Batches), open.Sum(d => d.Bytes));
            var with = await writers.WriteAsync(seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round}  with:    {with}; a dashboard rendered {(open.Sum(d => d.Batches) - batches) / seconds.TotalSeconds / count:0.0} times per second, "
                + $"{(open.Sum(d => d.Bytes) - bytes) / seconds.TotalSeconds / count / 1000:0.0} kB"));
            if (open.FirstOrDefault(d => d.Fault is not null) is { } faulty) throw new InvalidOperationException("A dashboard's circuit ended: " + faulty.Fault);
            return with;
        }
        catch (InvalidOperationException)
        {
            foreach (var line in host.Lines) Console.Error.WriteLine(line);
            throw;
        }
        finally
        {
            foreach (var dashboard in open) await dashboard.DisposeAsync();
        }
    }
}
