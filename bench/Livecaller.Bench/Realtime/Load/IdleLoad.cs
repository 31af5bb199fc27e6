using System.Globalization;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>Sockets that are subscribed to a channel of their own, and silent: the memory and processor time that they cost the server.</summary>
internal static class IdleLoad
{
    private const int WarmUpSockets = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public static IReadOnlyDictionary<string, double> Run(LoadRequest request, Dialect dialect)
    {
        using (var warmUp = new LoadLoop(dialect, request.Server, ChannelOf))
        {
            warmUp.Connect(WarmUpSockets);
            warmUp.Run(TimeSpan.FromSeconds(1));
        }

        using var loop = new LoadLoop(dialect, request.Server, ChannelOf);
        loop.Run(Rest);
        var before = ServerProcess.ResidentBytes(request.ProcessId);
        loop.Connect(request.Sockets);
        loop.Run(Rest);
        var after = ServerProcess.ResidentBytes(request.ProcessId);
        var used = ServerProcess.ProcessorSeconds(request.ProcessId);
        loop.Run(TimeSpan.FromSeconds(request.Seconds));
        return new Dictionary<string, double>
        {
            ["bytes"] = (after - before) / (double)request.Sockets,
            ["resident"] = after,
            ["cpu"] = (ServerProcess.ProcessorSeconds(request.ProcessId) - used) / request.Seconds * 100,
        };
    }

    private static string ChannelOf(int socket) => string.Create(CultureInfo.InvariantCulture, $"visitor.{socket}");
}
