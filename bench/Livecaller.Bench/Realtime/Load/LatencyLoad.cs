using System.Diagnostics;
using System.Globalization;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>One publisher in one channel, at a fixed rate. The time counts from when a message was due, so that a late generator hides nothing.</summary>
internal static class LatencyLoad
{
    private const int WarmUpSeconds = 2;
    private const int Digits = 8;

    public static IReadOnlyDictionary<string, double> Run(LoadRequest request, Dialect dialect)
    {
        using var loop = new LoadLoop(dialect, request.Server, static _ => "news");
        loop.Connect(request.Sockets + 1);
        var total = (int)((WarmUpSeconds + request.Seconds) * request.Rate);
        var first = WarmUpSeconds * request.Rate;
        var latencies = new List<double>((total - first) * request.Sockets);
        var interval = Stopwatch.Frequency / request.Rate;
        var start = Stopwatch.GetTimestamp() + interval;
        var received = 0L;
        loop.OnEvent = (_, message) =>
        {
            var now = Stopwatch.GetTimestamp();
            var bytes = message.Bytes;
            for (var at = bytes.IndexOf("#n"u8); at >= 0; at = bytes.IndexOf("#n"u8))
            {
                bytes = bytes[(at + 2)..];
                var number = int.Parse(bytes[..Digits], NumberStyles.None, CultureInfo.InvariantCulture);
                received++;
                if (number >= first) latencies.Add((now - start - number * interval) * 1000.0 / Stopwatch.Frequency);
            }
        };

        for (var number = 0; number < total; number++)
        {
            long left;
            while ((left = start + number * interval - Stopwatch.GetTimestamp()) > 0) loop.Poll((int)(left * 1000 / Stopwatch.Frequency));
            var text = string.Create(CultureInfo.InvariantCulture, $"#n{number:D8}") + Payload.Text[(Digits + 2)..];
            loop.Sockets[0].Send(Dialect.FrameOf(dialect.Publish("news", text)));
        }

        var patience = Stopwatch.GetTimestamp();
        while (received < (long)total * request.Sockets && Stopwatch.GetElapsedTime(patience).TotalSeconds < 20) loop.Poll(100);
        if (received < (long)total * request.Sockets) throw new TimeoutException("Messages are missing.");
        latencies.Sort();
        return new Dictionary<string, double> { ["p50"] = latencies[latencies.Count / 2], ["p99"] = latencies[(int)(latencies.Count * 0.99)] };
    }
}
