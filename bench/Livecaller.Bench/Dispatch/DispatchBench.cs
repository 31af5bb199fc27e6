using System.Diagnostics;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench.Dispatch;

/// <summary>Measures the path from a frame's bytes to the host app's listener through a complete client.</summary>
internal sealed class DispatchBench : IBench
{
    private static readonly int[] Lengths = [0, 500, 2000];

    public string Name => "dispatch";

    public string Description =>
        "from bytes to listener through a complete client, compared with JsonDocument.Parse; arguments: [rounds=10] [messages per round=2000]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var (rounds, messages) = (Rounds.Argument(arguments, 0, 10), Rounds.Argument(arguments, 1, 2000));
        (string Name, Func<byte[], int> Read)[] readers =
        [
            ("JsonDocument: frame and data", ReadBoth),
            ("JsonDocument: frame alone", ReadFrame),
            ("stage: PusherFrameReader", ReadWithReader),
            ("stage: JsonElement of data", ReadElement),
            ("stage: MessagePayload of data", ReadPayload),
        ];
        var samples = readers.ToDictionary(r => r.Name, _ => new List<Sample>());
        var whole = Lengths.ToDictionary(l => l, _ => new List<Sample>());
        for (var round = -2; round < rounds; round++)
        {
            // The measurements are interleaved, so that a slow machine affects all of them.
            foreach (var length in Lengths)
            {
                var sample = await MeasureAsync(length, messages);
                if (round >= 0) whole[length].Add(sample);
            }

            foreach (var (name, read) in readers)
            {
                var sample = Measure(read, RecordedFrames.Create(messages, 1));
                if (round >= 0) samples[name].Add(sample);
            }
        }

        foreach (var length in Lengths) Print($"client, after {length:N0} messages", whole[length]);
        foreach (var (name, _) in readers) Print(name, samples[name]);
        var both = samples["JsonDocument: frame and data"];
        foreach (var length in Lengths)
        {
            var ratio = Rounds.Median(both.Zip(whole[length], (parse, client) => client.Microseconds / parse.Microseconds));
            var bytes = Rounds.Median(both.Zip(whole[length], (parse, client) => client.Bytes / parse.Bytes));
            Console.WriteLine($"client after {length:N0} messages takes {ratio:F2} times the time and {bytes:F2} times the memory of JsonDocument");
        }

        return 0;
    }

    private static void Print(string name, List<Sample> samples)
    {
        var time = Rounds.Median(samples.Select(s => s.Microseconds));
        Console.WriteLine($"{name,-32} {1e6 / time,10:N0} messages/s {time,8:N2} µs {Rounds.Median(samples.Select(s => s.Bytes)),10:N0} B/message");
    }

    /// <param name="length">The number of existing messages in the conversation.</param>
    /// <param name="messages">The number of measured messages.</param>
    private static async Task<Sample> MeasureAsync(int length, int messages)
    {
        await using var client = await ListeningClient.StartAsync();
        if (length > 0) await client.FeedAsync(client.NextFrames(length));
        var frames = client.NextFrames(messages);
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var seconds = await client.FeedAsync(frames);
        return Sample.Of(seconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, messages);
    }

    private static Sample Measure(Func<byte[], int> read, byte[][] frames)
    {
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var length = 0L;
        foreach (var frame in frames) length += read(frame);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (length == 0) throw new InvalidOperationException("Nothing was read.");
        return Sample.Of(seconds, GC.GetAllocatedBytesForCurrentThread() - allocated, frames.Length);
    }

    private static int ReadBoth(byte[] bytes)
    {
        using var frame = JsonDocument.Parse(bytes);
        using var data = JsonDocument.Parse(frame.RootElement.GetProperty("data").GetString()!);
        return data.RootElement.GetProperty("content").GetString()!.Length;
    }

    private static int ReadFrame(byte[] bytes)
    {
        using var frame = JsonDocument.Parse(bytes);
        return frame.RootElement.GetProperty("channel").GetString()!.Length;
    }

    private static int ReadWithReader(byte[] bytes) => Frame(bytes).Data!.Length;

    private static int ReadElement(byte[] bytes) => JsonElement.Parse(Frame(bytes).Data!).GetProperty("sequence").GetInt32();

    private static int ReadPayload(byte[] bytes) =>
        JsonElement.Parse(Frame(bytes).Data!).Deserialize(LivecallerJson.Default.MessagePayload)!.Content.Length;

    private static PusherFrame Frame(byte[] bytes)
    {
        PusherFrameReader.TryRead(bytes, out var frame, out _);
        return frame!;
    }

    private readonly record struct Sample(double Microseconds, double Bytes)
    {
        public static Sample Of(double seconds, long bytes, int messages) => new(seconds * 1e6 / messages, bytes / (double)messages);
    }
}
