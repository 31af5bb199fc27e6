namespace Livecaller.Bench.Realtime;

/// <summary>The benchmarks that compare <c>MapPusher()</c> with what one would use instead.</summary>
internal static class RealtimeBenches
{
    public static readonly IReadOnlyList<IBench> All =
    [
        new RealtimeBench(
            "fanout", "deliveries per second in one channel",
            new Row("1,000 subscribers, 4 messages in flight", "fanout", 1000, 4, 3, "rate"),
            new Row("1,000 subscribers, 20 messages in flight", "fanout", 1000, 20, 3, "rate"),
            new Row("5,000 subscribers, 10 messages in flight", "fanout", 5000, 10, 3, "rate")),
        new RealtimeBench(
            "conversations", "messages per second in 500 channels of two sockets that answer each other",
            new Row("500 channels of 2", "conversations", 1000, 0, 4, "rate")),
        new RealtimeBench(
            "latency", "milliseconds from a message to its receivers at a moderate rate",
            new Row("1,000 subscribers, 60 messages per second", "latency", 1000, 60, 5, "p50", "p99"),
            new Row("5,000 subscribers, 10 messages per second", "latency", 5000, 10, 5, "p50", "p99")),
        new RealtimeBench(
            "idle", "memory per idle socket in bytes, and percent of a core that all of them take",
            new Row("1,000 sockets", "idle", 1000, 0, 1, "bytes"),
            new Row("5,000 sockets", "idle", 5000, 0, 1, "bytes"),
            new Row("10,000 sockets", "idle", 10_000, 0, 10, "bytes", "resident", "cpu")),
        new RealtimeBench(
            "connect", "connections per second up to the subscription, and the time of a storm on a server that has just started",
            new Row("3,000 sockets", "connect", 3000, 0, 0, "rate"),
            new Row("storm of 2,500", "connect", 2500, 1, 0, "seconds"),
            new Row("storm of 5,000", "connect", 5000, 1, 0, "seconds")),
    ];
}
