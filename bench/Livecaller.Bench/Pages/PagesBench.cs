using System.Diagnostics;
using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Pages;

/// <summary>Measures what the operators' pages cost with few and with many messages in the same number of conversations.</summary>
internal sealed class PagesBench : IBench
{
    private const double MaxP95 = 30;
    private const double MaxRatio = 1.3;
    private const int WarmUp = 50;

    public string Name => "pages";

    public string Description =>
        "time of the operators' pages with few and many messages; arguments: [conversations=10000] [few=10000] [many=1000000] [calls=300] [path of Livecaller.Host.dll] [--database sqlite|postgres]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var isPostgreSql = BenchDatabase.IsPostgreSql(ref arguments);
        var conversations = Rounds.Argument(arguments, 0, 10_000);
        int[] sizes = [Rounds.Argument(arguments, 1, 10_000), Rounds.Argument(arguments, 2, 1_000_000)];
        var (calls, program) = (Rounds.Argument(arguments, 3, 300), arguments.ElementAtOrDefault(4));
        var pinned = Cores.Split();
        await using var cluster = isPostgreSql ? await PostgreSqlCluster.CreateOnAsync(pinned ? 0 : null, BenchDatabase.Durable) : null;
        List<HostProcess> hosts = [];
        try
        {
            foreach (var size in sizes)
            {
                hosts.Add(cluster is null
                    ? await SeedAsync(conversations, size, new() { Program = program, Core = pinned ? 0 : null })
                    : await SeedAsync(cluster, conversations, size, new() { Program = program, Core = pinned ? 0 : null }));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{conversations:N0} conversations, {calls} calls of each page by one client{(pinned ? isPostgreSql ? "; PostgreSQL and the server on core 0, the client on core 1" : "; the server on core 0, the client on core 1" : "")}"));
            Dictionary<string, List<PageTimes>> times = [];
            foreach (var host in hosts)
            {
                await host.RestartAsync();
                foreach (var (page, measured) in await MeasureAsync(host, calls)) (times.TryGetValue(page, out var all) ? all : times[page] = []).Add(measured);
                await host.KillAsync();
            }

            return Report(sizes, times);
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
        }
    }

    private static async Task<HostProcess> SeedAsync(int conversations, int messages, HostSettings settings)
    {
        var host = await SeedHostAsync(conversations, messages, settings);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the database has {new FileInfo(host.DatabaseFile).Length / 1e6:N0} MB"));
        return host;
    }

    private static async Task<HostProcess> SeedAsync(PostgreSqlCluster cluster, int conversations, int messages, HostSettings settings)
    {
        var database = "pages" + messages.ToString(CultureInfo.InvariantCulture);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {database}");
        var host = await SeedHostAsync(conversations, messages, settings with { Arguments = BenchDatabase.Settings(cluster, database) });
        // What autovacuum does a little later.
        await cluster.SqlAsync(database, "VACUUM ANALYZE");
        Console.WriteLine($"the database has {await cluster.SqlAsync(database, "SELECT pg_size_pretty(pg_database_size(current_database()))")}".TrimEnd());
        return host;
    }

    private static async Task<HostProcess> SeedHostAsync(int conversations, int messages, HostSettings settings)
    {
        var host = HostProcess.Create(settings);
        Console.WriteLine(await host.RunCommandAsync(
            "seed", "--conversations", conversations.ToString(CultureInfo.InvariantCulture), "--messages", messages.ToString(CultureInfo.InvariantCulture)));
        return host;
    }

    private static async Task<List<(string Page, PageTimes Times)>> MeasureAsync(HostProcess host, int calls)
    {
        using var client = await PageClient.SignInAsync(host.Address);
        List<(string, PageTimes)> measured = [];
        foreach (var (page, path) in await client.PagesAsync())
        {
            for (var i = 0; i < WarmUp; i++) await client.GetAsync(path);
            List<double> times = [];
            for (var i = 0; i < calls; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await client.GetAsync(path);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            measured.Add((page, PageTimes.Of(times)));
        }

        return measured;
    }

    private static int Report(int[] sizes, Dictionary<string, List<PageTimes>> times)
    {
        var isMet = true;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"page",-22}{sizes[0],12:N0} messages (p50, p95){sizes[1],12:N0} messages (p50, p95)   ratio of p50"));
        foreach (var (page, (few, many)) in times.Select(t => (t.Key, (t.Value[0], t.Value[1]))))
        {
            var ratio = many.Median / few.Median;
            isMet &= many.P95 < MaxP95 && ratio <= MaxRatio;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{page,-22}{few.Median,16:0.0} ms {few.P95,8:0.0} ms{many.Median,17:0.0} ms {many.P95,8:0.0} ms{ratio,15:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"target: p95 below {MaxP95:0} ms each, and at most {MaxRatio} times the time with few messages"));
        return isMet ? 0 : 1;
    }
}

/// <summary>The duration of calls in milliseconds.</summary>
internal readonly record struct PageTimes(double Median, double P95)
{
    public static PageTimes Of(List<double> times)
    {
        times.Sort();
        return new(Rounds.Median(times), times[(int)(0.95 * (times.Count - 1))]);
    }
}
