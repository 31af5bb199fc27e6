using System.Diagnostics;
using System.Text.Json;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench;

/// <summary>Measures reading the frame of a chat message: event, channel and payload text.</summary>
internal sealed class FramesBench : IBench
{
    private static readonly byte[] Frame = PusherFrameWriter.WriteFromServer(new PusherFrame(
        "conversation.message", "private-conversation.0197a2f0-6c1e-7d3a-9c55-0d6a5a3a9f10",
        """{"id":"0197a2f0-6c1e-7d3a-9c55-0d6a5a3a9f11","sequence":42,"sender":{"type":"operator","name":"Ada"},"content":"Your parcel left our house this morning and should be with you tomorrow."}"""));

    public string Name => "frames";

    public string Description => "PusherFrameReader compared with JsonDocument.Parse; arguments: [rounds=10] [frames per round=200000]";

    public Task<int> RunAsync(string[] arguments)
    {
        var (rounds, frames) = (Rounds.Argument(arguments, 0, 10), Rounds.Argument(arguments, 1, 200_000));
        List<Sample> ours = [], theirs = [];
        for (var round = -1; round < rounds; round++)
        {
            var (one, other) = (Measure(ReadWithReader, frames), Measure(ReadWithDocument, frames));
            if (round < 0) continue; // The first round is for warm-up.
            ours.Add(one);
            theirs.Add(other);
        }

        var (fast, slow) = (Print("PusherFrameReader", ours), Print("JsonDocument.Parse", theirs));
        Console.WriteLine($"ratio of frames per second: {fast / slow:F2}");
        return Task.FromResult(0);
    }

    private static double Print(string name, List<Sample> samples)
    {
        var perSecond = Rounds.Median(samples.Select(s => s.PerSecond));
        Console.WriteLine($"{name,-20} {perSecond,12:N0} frames/s {Rounds.Median(samples.Select(s => s.BytesPerFrame)),8:N0} B/frame");
        return perSecond;
    }

    private static Sample Measure(Func<int> read, int frames)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var length = 0L;
        for (var i = 0; i < frames; i++) length += read();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (length == 0) throw new InvalidOperationException("Nothing was read.");
        return new Sample(frames / seconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)frames);
    }

    private static int ReadWithReader()
    {
        PusherFrameReader.TryRead(Frame, out var frame, out _);
        return frame!.Event.Length + frame.Channel!.Length + frame.Data!.Length;
    }

    private static int ReadWithDocument()
    {
        using var document = JsonDocument.Parse(Frame);
        var root = document.RootElement;
        return root.GetProperty("event").GetString()!.Length + root.GetProperty("channel").GetString()!.Length
            + root.GetProperty("data").GetString()!.Length;
    }

    private readonly record struct Sample(double PerSecond, double BytesPerFrame);
}
