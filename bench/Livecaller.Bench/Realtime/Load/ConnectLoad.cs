using System.Diagnostics;
using System.Globalization;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>Sockets that connect and subscribe as fast as the server responds.</summary>
internal static class ConnectLoad
{
    private const int WarmUpSockets = 1000;

    public static IReadOnlyDictionary<string, double> Run(LoadRequest request, Dialect dialect)
    {
        // A storm meets a server that has just started.
        if (request.Rate == 0)
        {
            using var warmUp = new LoadLoop(dialect, request.Server, ChannelOf);
            warmUp.Connect(WarmUpSockets);
        }

        using var loop = new LoadLoop(dialect, request.Server, ChannelOf);
        var start = Stopwatch.GetTimestamp();
        loop.Connect(request.Sockets);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Dictionary<string, double> { ["rate"] = request.Sockets / seconds, ["seconds"] = seconds };
    }

    private static string ChannelOf(int socket) => string.Create(CultureInfo.InvariantCulture, $"conversation.{socket / 2}");
}
