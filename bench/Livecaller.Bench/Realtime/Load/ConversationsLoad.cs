using System.Diagnostics;
using System.Globalization;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>Channels of two sockets, which answer each other's messages.</summary>
internal static class ConversationsLoad
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static IReadOnlyDictionary<string, double> Run(LoadRequest request, Dialect dialect)
    {
        using var loop = new LoadLoop(dialect, request.Server, ChannelOf);
        loop.Connect(request.Sockets);
        var published = 0L;
        foreach (var socket in loop.Sockets) socket.Frame = Dialect.FrameOf(dialect.Publish(ChannelOf(socket.Index), Payload.Text));
        loop.OnEvent = (socket, _) =>
        {
            published++;
            socket.Send(socket.Frame);
        };
        for (var i = 0; i < request.Sockets; i += 2) loop.Sockets[i].Send(loop.Sockets[i].Frame);

        loop.Run(WarmUp);
        var (before, start) = (published, Stopwatch.GetTimestamp());
        loop.Run(TimeSpan.FromSeconds(request.Seconds));
        return new Dictionary<string, double> { ["rate"] = (published - before) / Stopwatch.GetElapsedTime(start).TotalSeconds };
    }

    private static string ChannelOf(int socket) => string.Create(CultureInfo.InvariantCulture, $"conversation.{socket / 2}");
}
