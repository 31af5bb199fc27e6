using Livecaller.Protocol.Pusher;
using Livecaller.Realtime;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.EventLog;

// Notices when the epoch was renewed while the server runs. All sockets are closed then: their clients learn it when they connect again.
internal sealed partial class EpochWatch(LogEpoch epoch, IConnectionControl connections, TimeProvider time, ILogger<EpochWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Not on the timer's thread: a clock that is set forward would otherwise run through every interval in between.
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                if (!await epoch.ReadAsync(stoppingToken).ConfigureAwait(false)) continue;
                LogRenewed();
                connections.CloseAll(PusherErrorCodes.Reconnect, "The epoch of the logs has changed.");
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRead(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The epoch of the logs was renewed. All clients connect again and read their conversations anew.")]
    private partial void LogRenewed();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The epoch of the logs could not be read. It is read again later.")]
    private partial void LogNotRead(Exception exception);
}
