using Livecaller.Server.Hosting;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Housekeeping;

// Runs the housekeeping tasks one after the other. If one fails, the others still run.
internal sealed partial class HousekeepingService(
    IEnumerable<IHousekeepingTask> tasks, TimeProvider time, IOptions<LivecallerServerOptions> options, ILogger<HousekeepingService> logger) : BackgroundService
{
    private PeriodicTimer? _timer;

    // By now the settings have been validated.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new(options.Value.Retention.CleanupInterval, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            // Not on the timer's thread: a clock that is set forward would otherwise run through every interval in between.
            await Task.Yield();
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
        while (await _timer!.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The housekeeping task {Task} failed. It runs again with the next cleanup.")]
    private partial void LogFailed(Exception exception, string task);
}

/// <summary>Deletes data that would otherwise grow without limit.</summary>
internal interface IHousekeepingTask
{
    /// <summary>Runs at the start and at each <c>Livecaller:Retention:CleanupInterval</c>. Must not hold the write lock for long: other writers wait for it.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
