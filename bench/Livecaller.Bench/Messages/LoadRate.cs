using System.Globalization;

namespace Livecaller.Bench.Messages;

/// <summary>What a number of senders measured.</summary>
/// <param name="PerSecond">The number of messages that were acknowledged per second.</param>
/// <param name="P50">The median of the durations of the calls, in milliseconds.</param>
/// <param name="P99">The 99th percentile, in milliseconds.</param>
/// <param name="CpuPerMessage">The processor time of the server per message, in milliseconds.</param>
internal readonly record struct LoadRate(double PerSecond, double P50, double P99, double CpuPerMessage)
{
    public static LoadRate MedianOf(IReadOnlyCollection<LoadRate> rates) => new(
        Rounds.Median(rates.Select(r => r.PerSecond)), Rounds.Median(rates.Select(r => r.P50)), Rounds.Median(rates.Select(r => r.P99)),
        Rounds.Median(rates.Select(r => r.CpuPerMessage)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{PerSecond,6:0} messages/s, p50 {P50,6:0.0} ms, p99 {P99,6:0.0} ms, {CpuPerMessage:0.000} ms of processor time each");
}
