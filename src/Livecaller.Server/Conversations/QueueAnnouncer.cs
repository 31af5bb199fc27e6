using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Livecaller.Server.EventLog;
using Livecaller.Server.Realtime;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Conversations;

// Broadcasts the new places of those who wait, after the transaction that moved the queue and beside the log: a place is
// read with the conversation, so whoever misses a broadcast has missed nothing.
internal sealed partial class QueueAnnouncer(
    IDbContextFactory<LivecallerDbContext> contexts, Broadcaster broadcaster, ILogger<QueueAnnouncer> logger) : BackgroundService
{
    // Visitors further behind read their position with the conversation.
    private const int MaxAnnounced = 100;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private Dictionary<string, string> _moved = [];

    /// <summary>Notes that a conversation left the queue or came back to its place in it. What happens in quick succession is announced once.</summary>
    public void Announce(ConversationRow moved)
    {
        lock (_lock)
        {
            if (!_moved.TryGetValue(moved.WidgetId, out var first) || string.CompareOrdinal(moved.Id, first) < 0) _moved[moved.WidgetId] = moved.Id;
        }
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Announces all places, after announcements may have been lost.</summary>
    public async Task AnnounceAllAsync(CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var widgets = await db.Conversations.Where(c => c.Status == ConversationStatus.Queued).Select(c => c.WidgetId).Distinct()
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock) widgets.ForEach(widget => _moved[widget] = "");
        _wake.Writer.TryWrite(true);
    }

    // One reader keeps the order: an older place is never announced after a newer one.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            Dictionary<string, string> moved;
            lock (_lock) (moved, _moved) = (_moved, []);
            foreach (var (widgetId, first) in moved)
            {
                try
                {
                    await AnnounceBehindAsync(widgetId, first, stoppingToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(e, widgetId);
                }
            }
        }
    }

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.
    private async Task AnnounceBehindAsync(string widgetId, string first, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        // What moves between the two queries is announced after this.
        var queue = db.Conversations.AsNoTracking().Where(c => c.WidgetId == widgetId && c.Status == ConversationStatus.Queued);
        var position = await queue.CountAsync(c => string.Compare(c.Id, first) <= 0, cancellationToken).ConfigureAwait(false);
        var behind = await queue.Where(c => string.Compare(c.Id, first) > 0).OrderBy(c => c.Id).Take(MaxAnnounced)
            .Select(c => new
            {
                Row = c,
                Department = db.Departments.Where(d => d.Id == c.DepartmentId).Select(d => d.DisplayName).FirstOrDefault(),
                Unread = db.Messages.Count(m => m.ConversationId == c.Id && m.Sequence > c.VisitorRead
                    && m.SenderType != ParticipantType.Visitor && m.SenderType != ParticipantType.System),
                Transcript = (c.Visitor!.UserId != null && c.Visitor.Email != null)
                    || db.Messages.Any(m => m.ConversationId == c.Id && m.SenderType == ParticipantType.Operator),
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        broadcaster.Enqueue([.. behind.Select(b => ToBroadcast(b.Row, b.Department, ++position, b.Unread, b.Transcript))]);
    }
#pragma warning restore CA1309

    private static Broadcast ToBroadcast(ConversationRow row, string? department, int position, int unread, bool transcriptAllowed)
    {
        var payload = ConversationPayloads.ForVisitor(
            row, department is null ? null : new DepartmentSummary(new(row.DepartmentId!), department), null, position, unread, transcriptAllowed);
        var data = (JsonObject)JsonSerializer.SerializeToNode(payload, LivecallerJson.Default.ConversationPayload)!;
        data["conversation_id"] = row.Id;
        return new Broadcast(
            [ChannelNames.Conversation(new(row.Id)), ChannelNames.Operators(new(row.WidgetId))], new(row.Id), EventNames.ConversationUpdated, null, data.ToJsonString());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue positions of the widget {WidgetId} could not be announced.")]
    private partial void LogFailed(Exception exception, string widgetId);
}
