using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Uploads;

// Removes what was never finished, and what was never sent: at the start, and from time to time.
internal sealed partial class UploadSweep(UploadStore uploads, TimeProvider time, ILogger<UploadSweep> logger) : BackgroundService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMinutes(10), time);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            try
            {
                await uploads.RemoveExpiredAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Uploads that expired could not be removed")]
    private partial void LogFailed(Exception exception);
}
