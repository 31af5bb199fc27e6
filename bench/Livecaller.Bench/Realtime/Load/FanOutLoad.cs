using System.Diagnostics;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>One publisher in one channel, with a number of messages in flight. A message is done when every subscriber has received it.</summary>
internal static class FanOutLoad
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static IReadOnlyDictionary<string, double> Run(LoadRequest request, Dialect dialect)
    {
        using var loop = new LoadLoop(dialect, request.Server, static _ => "news");
        loop.Connect(request.Sockets + 1);
        var frame = Dialect.FrameOf(dialect.Publish("news", Payload.Text));
        var publisher = loop.Sockets[0];
        var missing = new int[request.Rate];
        var (received, next) = (0L, 0);
        loop.OnEvent = (socket, message) =>
        {
            received += message.Events;
            for (var number = socket.Received - message.Events; number < socket.Received; number++)
                if (--missing[number % missing.Length] == 0) Publish();
        };
        for (var i = 0; i < request.Rate; i++) Publish();

        loop.Run(WarmUp);
        var (before, start) = (received, Stopwatch.GetTimestamp());
        loop.Run(TimeSpan.FromSeconds(request.Seconds));
        return new Dictionary<string, double> { ["rate"] = (received - before) / Stopwatch.GetElapsedTime(start).TotalSeconds };

        void Publish()
        {
            missing[next++ % missing.Length] = request.Sockets;
            publisher.Send(frame);
        }
    }
}

/// <summary>The text of each message: 200 bytes.</summary>
internal static class Payload
{
    public const int Length = 200;

    public static readonly string Text = string.Concat(Enumerable.Repeat("Your parcel left our house. ", 8))[..Length];
}
