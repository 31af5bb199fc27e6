using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Server.Attachments;

namespace Livecaller.Server.EventLog;

// Reads logs. The caller has checked that the conversation can be read.
internal sealed class LogReader(AttachmentLinks links, LogEpoch epoch)
{
    public const int DefaultMessages = QueryRules.DefaultMessages;
    public const int MaxMessages = QueryRules.MaxMessages;
    public const int DefaultEvents = QueryRules.DefaultEvents;
    public const int MaxEvents = QueryRules.MaxEvents;

    public async Task<IReadOnlyList<MessagePayload>> MessagesAsync(
        LivecallerDbContext db, string conversationId, long? before, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking()
            .Where(e => e.ConversationId == conversationId && e.Type == EventNames.ConversationMessage && e.Sequence < (before ?? long.MaxValue))
            .OrderByDescending(e => e.Sequence).Take(limit).Select(e => e.Data).ToListAsync(cancellationToken).ConfigureAwait(false);
        rows.Reverse();
        return [.. rows.Select(Message)];
    }

    /// <summary>The messages right after a sequence, oldest first.</summary>
    public async Task<IReadOnlyList<MessagePayload>> MessagesAfterAsync(
        LivecallerDbContext db, string conversationId, long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking()
            .Where(e => e.ConversationId == conversationId && e.Type == EventNames.ConversationMessage && e.Sequence > after)
            .OrderBy(e => e.Sequence).Take(limit).Select(e => e.Data).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Message)];
    }

    /// <summary>Returns a page with this message near its middle, or nearer to an end where one side has too few messages; null when the message is not part of this conversation.</summary>
    public async Task<IReadOnlyList<MessagePayload>?> MessagesAroundAsync(
        LivecallerDbContext db, string conversationId, string messageId, int limit, CancellationToken cancellationToken)
    {
        var found = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId && m.ConversationId == conversationId, cancellationToken).ConfigureAwait(false);
        if (found is null) return null;
        var older = await MessagesAsync(db, conversationId, found.Sequence, limit, cancellationToken).ConfigureAwait(false);
        var rest = await MessagesAfterAsync(db, conversationId, found.Sequence - 1, limit, cancellationToken).ConfigureAwait(false);
        var before = Math.Min(older.Count, Math.Max(limit / 2, limit - rest.Count));
        return [.. older.TakeLast(before), .. rest.Take(limit - before)];
    }

    public async Task<EventPage> EventsAsync(
        LivecallerDbContext db, string conversationId, long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking().Where(e => e.ConversationId == conversationId && e.Sequence > after)
            .OrderBy(e => e.Sequence).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        var last = await db.Conversations.Where(c => c.Id == conversationId).Select(c => c.LastSequence).SingleAsync(cancellationToken).ConfigureAwait(false);
        // Events that were stored between the two queries belong to the next page: a page that is not full must contain every event up to its last sequence.
        if (rows.Count < limit) last = Math.Min(last, rows.Count > 0 ? rows[^1].Sequence : after);
        return new EventPage([.. rows.Select(ToEvent)], last) { Epoch = epoch.Current };
    }

    private LoggedEvent ToEvent(EventRow row) => new()
    {
        Sequence = row.Sequence,
        Type = row.Type,
        Data = row.Type switch
        {
            EventNames.ConversationMessage => JsonSerializer.SerializeToElement(Message(row.Data), LivecallerJson.Default.MessagePayload),
            EventNames.ConversationMessageUpdated => EventData.ToElement(EventData.WithLinks(JsonNode.Parse(row.Data)!.AsObject(), links.Refresh)),
            _ => JsonElement.Parse(row.Data),
        },
        CreatedAt = row.CreatedAt,
    };

    private MessagePayload Message(string data) =>
        links.Refresh(JsonSerializer.Deserialize(data, LivecallerJson.Default.MessagePayload)!);
}
