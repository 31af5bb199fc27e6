using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Protocol;
using Livecaller.Server.Attachments;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.EventLog;

// Reads logs. The caller has found the conversation before, and so knows that it may be read.
internal sealed class LogReader(AttachmentLinks links)
{
    public const int DefaultMessages = QueryRules.DefaultMessages;
    public const int MaxMessages = QueryRules.MaxMessages;
    public const int DefaultEvents = QueryRules.DefaultEvents;
    public const int MaxEvents = QueryRules.MaxEvents;

    public async Task<IReadOnlyList<MessagePayload>> MessagesAsync(
        LivecallerDbContext db, string conversationId, long? before, int limit, CancellationToken ct)
    {
        var rows = await db.Events.AsNoTracking()
            .Where(e => e.ConversationId == conversationId && e.Type == EventNames.ConversationMessage && e.Sequence < (before ?? long.MaxValue))
            .OrderByDescending(e => e.Sequence).Take(limit).Select(e => e.Data).ToListAsync(ct).ConfigureAwait(false);
        rows.Reverse();
        return [.. rows.Select(Message)];
    }

    /// <summary>The messages right after a sequence, oldest first.</summary>
    public async Task<IReadOnlyList<MessagePayload>> MessagesAfterAsync(
        LivecallerDbContext db, string conversationId, long after, int limit, CancellationToken ct)
    {
        var rows = await db.Events.AsNoTracking()
            .Where(e => e.ConversationId == conversationId && e.Type == EventNames.ConversationMessage && e.Sequence > after)
            .OrderBy(e => e.Sequence).Take(limit).Select(e => e.Data).ToListAsync(ct).ConfigureAwait(false);
        return [.. rows.Select(Message)];
    }

    /// <summary>A page with this message about in its middle, nearer to an end only where the other side has too few; null when it is not of this conversation.</summary>
    public async Task<IReadOnlyList<MessagePayload>?> MessagesAroundAsync(
        LivecallerDbContext db, string conversationId, string messageId, int limit, CancellationToken ct)
    {
        var found = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId && m.ConversationId == conversationId, ct).ConfigureAwait(false);
        if (found is null) return null;
        var older = await MessagesAsync(db, conversationId, found.Sequence, limit, ct).ConfigureAwait(false);
        var rest = await MessagesAfterAsync(db, conversationId, found.Sequence - 1, limit, ct).ConfigureAwait(false);
        var before = Math.Min(older.Count, Math.Max(limit / 2, limit - rest.Count));
        return [.. older.TakeLast(before), .. rest.Take(limit - before)];
    }

    public async Task<EventPage> EventsAsync(
        LivecallerDbContext db, string conversationId, long after, int limit, CancellationToken ct)
    {
        var rows = await db.Events.AsNoTracking().Where(e => e.ConversationId == conversationId && e.Sequence > after)
            .OrderBy(e => e.Sequence).Take(limit).ToListAsync(ct).ConfigureAwait(false);
        var last = await db.Conversations.Where(c => c.Id == conversationId).Select(c => c.LastSequence).SingleAsync(ct).ConfigureAwait(false);
        // What was stored between the two looks is for the next page: a page with room left shows all that it speaks of.
        if (rows.Count < limit) last = Math.Min(last, rows.Count > 0 ? rows[^1].Sequence : after);
        return new EventPage([.. rows.Select(ToEvent)], last);
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
