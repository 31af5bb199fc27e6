using Livecaller.Realtime.Nodes;
using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Realtime;

// After the nodes could not hear each other, broadcasts the last event of every conversation that has grown in the meantime. Clients that missed
// one before it see a gap in the sequence, and read the log from their cursor; the others have the event already.
internal sealed partial class OutageCatchUp(
    INodeSignals nodes, IDbContextFactory<LivecallerDbContext> contexts, Broadcaster broadcaster, QueueAnnouncer queue, ILogger<OutageCatchUp> logger) : BackgroundService
{
    private const int PageSize = 200;

    // The times in the log are those of the node that has written, whose clock may be late.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _recovered = new(0, 1);
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        nodes.Recovered += OnRecovered;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        nodes.Recovered -= OnRecovered;
        base.Dispose();
        _recovered.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _recovered.WaitAsync(stoppingToken).ConfigureAwait(false);
            try
            {
                if (TakeSince() is { } since) await BroadcastAsync(since, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    private void OnRecovered(DateTimeOffset lastGood)
    {
        lock (_gate)
        {
            if (_since is null || lastGood < _since) _since = lastGood;
            if (_recovered.CurrentCount == 0) _recovered.Release();
        }
    }

    private DateTimeOffset? TakeSince()
    {
        lock (_gate)
        {
            var since = _since - MaxClockDifference;
            _since = null;
            return since;
        }
    }

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.
    private async Task BroadcastAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (last, count) = ("", 0);
        while (true)
        {
            await broadcaster.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            var page = await db.Conversations.AsNoTracking().Where(c => c.LastActivityAt >= since && string.Compare(c.Id, last) > 0)
                .OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (page.Count == 0) break;
            last = page[^1].Id;
            count += page.Count;
            await BroadcastAsync(db, page, since, cancellationToken).ConfigureAwait(false);
        }

        await queue.AnnounceAllAsync(cancellationToken).ConfigureAwait(false);
        LogCaughtUp(count);
    }
#pragma warning restore CA1309

    // The start of a conversation is how its visitor learns of it.
    private async Task BroadcastAsync(LivecallerDbContext db, List<ConversationRow> page, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var conversations = page.ToDictionary(conversation => conversation.Id);
        var ids = conversations.Keys.ToList();
        var events = await db.Events.AsNoTracking().Where(e => ids.Contains(e.ConversationId) && (e.Sequence == 1
                || db.Conversations.Any(c => c.Id == e.ConversationId && c.LastSequence == e.Sequence)))
            .OrderBy(e => e.ConversationId).ThenBy(e => e.Sequence).ToListAsync(cancellationToken).ConfigureAwait(false);
        broadcaster.Enqueue([.. events
            .Where(e => e.Sequence > 1 || e.CreatedAt >= since)
            .Select(e => new Broadcast(LogWriter.ChannelsOf(conversations[e.ConversationId], e.Type), new(e.ConversationId), e.Type, e.Sequence, e.Data))]);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The nodes hear each other again. {Count} conversations that may have grown in the meantime were announced.")]
    private partial void LogCaughtUp(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The conversations that have grown while the nodes did not hear each other could not be announced.")]
    private partial void LogFailed(Exception exception);
}
