using Livecaller.Server.Operators;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Drafts;

// Sends held messages at their time. A server first claims a message, which can't be taken back from then on. One that stops before it has deleted the message leaves
// the claim: the next server sends the message again, with the same id, so that it is stored once.
internal sealed partial class HeldMessages(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, IServiceProvider services, TimeProvider time, ILogger<HeldMessages> logger) : BackgroundService
{
    /// <summary>How long a message can be taken back.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    // For what another server has left behind. What this one holds is sent at its time.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MaxClaim = TimeSpan.FromSeconds(30);
    private const int PageSize = 100;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _ended = new();
    private bool _isDisposed;

    /// <summary>Looks after a time for messages that are due then.</summary>
    public void Expect(TimeSpan after) => _ = Task.Run(async () =>
    {
        await Task.Delay(after, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_ended.IsCancellationRequested) await TrySendDueAsync().ConfigureAwait(false);
    });

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host can be stopped again after it was disposed.
        if (!_isDisposed) await _ended.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _isDisposed = true;
        _ended.Dispose();
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            // Not on the timer's thread: a clock that is set forward would otherwise run through every interval in between.
            await Task.Yield();
            await TrySendDueAsync().ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task TrySendDueAsync()
    {
        try
        {
            await _turn.WaitAsync(_ended.Token).ConfigureAwait(false);
            try
            {
                while (await ClaimAsync().ConfigureAwait(false) is { Count: > 0 } due)
                    foreach (var message in due) await SendAsync(message).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception) when (_ended.IsCancellationRequested)
        {
            // What is claimed is sent at the next start.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private async Task<List<HeldMessageRow>> ClaimAsync()
    {
        using (var db = await contexts.CreateDbContextAsync(_ended.Token).ConfigureAwait(false))
            if (!await Due(db, time.GetUtcNow()).AnyAsync(_ended.Token).ConfigureAwait(false)) return [];
        return await gate.WriteAsync(async db =>
        {
            var now = time.GetUtcNow();
            var due = await Due(db, now).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Take(PageSize).ToListAsync().ConfigureAwait(false);
            foreach (var message in due) message.ClaimedAt = now;
            return due;
        }, cancellationToken: _ended.Token).ConfigureAwait(false);
    }

    private static IQueryable<HeldMessageRow> Due(LivecallerDbContext db, DateTimeOffset now)
    {
        var given = now - MaxClaim;
        return db.HeldMessages.Where(m => m.DueAt <= now && m.Failure == null && (m.ClaimedAt == null || m.ClaimedAt <= given));
    }

    private async Task SendAsync(HeldMessageRow message)
    {
        // Found here: the services are built from this one.
        var desk = (IOperatorService)services.GetService(typeof(IOperatorService))!;
        var (me, id) = (OperatorCaller.OnBehalfOf(new(message.OperatorId.ToString())), new ConversationId(message.ConversationId));
        var request = new SendMessageRequest { Id = new(message.Id), Content = message.Content, ReplyTo = message.ReplyToId is null ? null : new(message.ReplyToId) };
        var sent = await desk.SendAsync(me, id, request).ConfigureAwait(false);
        if (sent.IsSuccess && message.Closes) await desk.CloseAsync(me, id).ConfigureAwait(false);
        await gate.WriteAsync(async db =>
        {
            if (await db.HeldMessages.FindAsync(message.Id).ConfigureAwait(false) is not { } row) return false;
            if (sent.IsSuccess) db.HeldMessages.Remove(row);
            else (row.ClaimedAt, row.Failure) = (null, Bulk.BulkRules.ReasonOf(sent.Problem));
            return true;
        }).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages of operators whose time has come could not be sent. It is tried again.")]
    private partial void LogFailed(Exception exception);
}
