using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Flood;

/// <summary>Measures what one address that floods the server leaves to the others.</summary>
internal sealed class FloodBench : IBench
{
    private const double RateKept = 0.8;
    private const int Neighbors = 8;
    private const int FloodCalls = 64;

    /// <summary>1,200 calls per minute: the default of <c>RequestsPerMinute</c>.</summary>
    private const int LimitPerSecond = 20;

    public string Name => "flood";

    public string Description =>
        "writes per second left to others while one address floods the server; arguments: [seconds=10] [rounds=3] [path of Livecaller.Host.dll]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var (seconds, rounds) = (TimeSpan.FromSeconds(Rounds.Argument(arguments, 0, 10)), Rounds.Argument(arguments, 1, 3));
        var pinned = Cores.Split();
        await using var host = await HostProcess.StartAsync(new() { Program = arguments.ElementAtOrDefault(2), Core = pinned ? 0 : null });
        Console.WriteLine($"{Neighbors} addresses with one writer each, one address with {FloodCalls} calls at a time" + (pinned ? "; the server on core 0" : ""));
        using var neighbors = await AddressWriters.SignInAsync(host.Address, Enumerable.Range(1, Neighbors).Select(n => $"127.0.2.{n}"));
        using var flood = await AddressWriters.SignInAsync(host.Address, Enumerable.Repeat("127.0.3.1", FloodCalls));
        await neighbors.WriteAsync(seconds / 2);

        List<(double AtLimit, double Unlimited)> kept = [];
        for (var round = 1; round <= rounds; round++)
        {
            var alone = (await neighbors.WriteAsync(seconds)).PerSecond;
            var atLimit = await UnderAsync(flood, FloodCalls / (double)LimitPerSecond);
            var unlimited = await UnderAsync(flood, 0);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round}  alone {alone:0}/s; flood at its limit {atLimit.Rate:0}/s (the flood {atLimit.Flood:0}/s); flood without a limit {unlimited.Rate:0}/s (the flood {unlimited.Flood:0}/s)"));
            kept.Add((atLimit.Rate / alone, unlimited.Rate / alone));
        }

        var share = Rounds.Median(kept.Select(k => k.AtLimit));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"kept at the flood's limit: {share:P0} (target: at least {RateKept:P0}); without a limit: {Rounds.Median(kept.Select(k => k.Unlimited)):P0}"));
        return share >= RateKept ? 0 : 1;

        async Task<(double Rate, double Flood)> UnderAsync(AddressWriters flooding, double pause)
        {
            var flooded = flooding.WriteAsync(seconds, TimeSpan.FromSeconds(pause));
            var rate = (await neighbors.WriteAsync(seconds)).PerSecond;
            return (rate, (await flooded).PerSecond);
        }
    }
}
