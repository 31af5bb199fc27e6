using Livecaller.Server.Conversations;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Housekeeping;

// Brings snoozed conversations back when their time has come. What was due while no server ran comes back at the start.
internal sealed partial class SnoozeReturns(
    IDbContextFactory<LivecallerDbContext> contexts, ConversationSnooze snooze, TimeProvider time, ILogger<SnoozeReturns> logger) : BackgroundService
{
    private const int PageSize = 200;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            // Not on the timer's thread: a clock that is set forward would otherwise run through every interval in between.
            await Task.Yield();
            try
            {
                await ReturnDueAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task ReturnDueAsync(CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var now = time.GetUtcNow();
            var due = await db.Conversations.Where(c => c.SnoozedUntil <= now).OrderBy(c => c.SnoozedUntil).ThenBy(c => c.Id).Take(PageSize).Select(c => c.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var id in due) await snooze.WakeDueAsync(id, cancellationToken).ConfigureAwait(false);
            if (due.Count < PageSize) return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Snoozed conversations whose time has come could not be brought back. It is tried again.")]
    private partial void LogFailed(Exception exception);
}
