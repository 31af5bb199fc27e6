using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Housekeeping;

// Runs the housekeeping tasks one after the other. One that fails does not keep the others from running.
internal sealed partial class HousekeepingService(
    IEnumerable<IHousekeepingTask> tasks, TimeProvider time, ILogger<HousekeepingService> logger) : BackgroundService
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
            foreach (var task in tasks)
            {
                try
                {
                    await task.RunAsync(stoppingToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(e, task.GetType().Name);
                }
            }
        }
        while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The housekeeping task {Task} failed. It runs again in ten minutes.")]
    private partial void LogFailed(Exception exception, string task);
}
