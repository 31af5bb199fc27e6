using System.Diagnostics;

namespace Livecaller.Bench;

/// <summary>Measures one message to many sockets, from the first publish until the last subscriber has read the last message.</summary>
internal sealed class FanOutBench : IBench
{
    private const string Data = """{"sequence":42,"content":"Your parcel left our house this morning and should be with you tomorrow."}""";

    public string Name => "fanout";

    public string Description =>
        "MapPusher() compared with a loop over WebSockets; arguments: [subscribers=200] [rounds=20] [messages per round=20]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var (subscribers, rounds) = (Rounds.Argument(arguments, 0, 200), Rounds.Argument(arguments, 1, 20));
        var messages = Rounds.Argument(arguments, 2, 20);
        await using var ours = await PusherContestant.StartAsync();
        await using var theirs = await NaiveContestant.StartAsync();
        using var ourReaders = await Readers.ConnectAsync(ours, subscribers);
        using var theirReaders = await Readers.ConnectAsync(theirs, subscribers);

        List<double> ourTimes = [], theirTimes = [];
        for (var round = -2; round < rounds; round++)
        {
            // The measurements are interleaved in alternating order, so that a slow machine affects both.
            var (one, other) = round % 2 == 0
                ? (await MeasureAsync(ours, ourReaders, messages), await MeasureAsync(theirs, theirReaders, messages))
                : Swap(await MeasureAsync(theirs, theirReaders, messages), await MeasureAsync(ours, ourReaders, messages));
            if (round < 0) continue; // The first rounds are for warm-up.
            ourTimes.Add(one);
            theirTimes.Add(other);
        }

        var deliveries = (double)subscribers * messages;
        Print("MapPusher()", deliveries, ourTimes);
        Print("naive loop", deliveries, theirTimes);
        Console.WriteLine(
            $"ratio of deliveries per second (median of rounds): {Rounds.Median(theirTimes.Zip(ourTimes, (t, o) => t / o)):F2}");
        return 0;
    }

    private static (double One, double Other) Swap(double other, double one) => (one, other);

    private static void Print(string name, double deliveries, List<double> seconds) =>
        Console.WriteLine($"{name,-12} {deliveries / Rounds.Median(seconds),12:N0} deliveries/s");

    private static async Task<double> MeasureAsync(IContestant contestant, Readers readers, int messages)
    {
        var start = Stopwatch.GetTimestamp();
        var done = readers.WaitForMessagesAsync(messages);
        for (var i = 0; i < messages; i++) await contestant.BroadcastAsync(Data);
        await done.WaitAsync(TimeSpan.FromMinutes(1));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
