using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Messages;

/// <summary>Measures how many messages per second the server stores and acknowledges, compared with the database alone.</summary>
internal sealed class MessagesBench : IBench
{
    private const int MinPerSecond = 3000;
    private const double MinRatio = 0.6;
    private const double MaxP99 = 40;
    private const int MinOfOneSender = 900;
    private const int Senders = 32;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly int[] SenderCounts = [1, Senders, 128];

    public string Name => "messages";

    public string Description =>
        "messages acknowledged per second over HTTP, compared with the database's own rate; arguments: [seconds=4] [rounds=5] [path of Livecaller.Host.dll] [--database sqlite|postgres]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var isPostgreSql = BenchDatabase.IsPostgreSql(ref arguments);
        var (seconds, rounds) = (TimeSpan.FromSeconds(Rounds.Argument(arguments, 0, 4)), Rounds.Argument(arguments, 1, 5));
        var pinned = Cores.Split();
        if (isPostgreSql) return await PostgreSqlMessages.RunAsync(seconds, rounds, arguments.ElementAtOrDefault(2), pinned);
        int? core = pinned ? 0 : null;
        await using var host = await HostProcess.StartAsync(new() { Program = arguments.ElementAtOrDefault(2), Core = core });
        Console.WriteLine($"{MessagesLoad.Conversations} conversations" + (pinned ? "; the server, and the database alone, on core 0, the senders on core 1" : ""));

        // Until the server's code is compiled for good.
        await MessagesLoad.MeasureAsync(host, Senders, WarmUp);

        List<DatabaseRates> databases = [];
        var measured = SenderCounts.ToDictionary(count => count, _ => new List<LoadRate>());
        for (var round = 1; round <= rounds; round++)
        {
            databases.Add(await DatabaseAlone.MeasureAsync(host, seconds, core));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round}  database alone    {databases[^1].Single,7:0} commits of a message/s; {databases[^1].Grouped,7:0} messages/s in transactions of {DatabaseAlone.GroupSize}"));
            foreach (var count in SenderCounts)
            {
                var rate = await MessagesLoad.MeasureAsync(host, count, seconds);
                measured[count].Add(rate);
                Console.WriteLine($"round {round}  {count,3} {(count == 1 ? "sender " : "senders")}       {rate}");
            }
        }

        var single = Rounds.Median(databases.Select(d => d.Single));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median   database alone    {single,7:0} commits/s"));
        var medians = measured.ToDictionary(m => m.Key, m => LoadRate.MedianOf(m.Value));
        foreach (var (count, rate) in medians)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median   {count,3} {(count == 1 ? "sender " : "senders")}       {rate}, {rate.PerSecond / single:0.00} of the database's rate"));
        var many = medians[Senders];
        Console.WriteLine($"targets: {Senders} senders at least {MinPerSecond} messages/s and {MinRatio.ToString(CultureInfo.InvariantCulture)} of the database's rate, p99 under {MaxP99} ms; one sender at least {MinOfOneSender}");
        return many.PerSecond >= MinPerSecond && many.PerSecond >= MinRatio * single && many.P99 < MaxP99 && medians[1].PerSecond >= MinOfOneSender ? 0 : 1;
    }
}
