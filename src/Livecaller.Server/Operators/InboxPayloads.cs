using System.Text.Json;
using Livecaller.Server.Attachments;
using Livecaller.Server.Conversations;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

namespace Livecaller.Server.Operators;

/// <summary>Conversations as operators see them. A whole page takes as many queries as a single conversation.</summary>
internal sealed class InboxPayloads(AttachmentLinks links)
{
    /// <summary>The payloads of conversations that were read with their visitors, in the same order.</summary>
    public async Task<IReadOnlyList<OperatorConversationPayload>> ReadAsync(
        LivecallerDbContext db, IReadOnlyList<ConversationRow> rows, bool withPositions, int maxUnread, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return [];
        var facts = await FactsAsync(db, rows, maxUnread, cancellationToken).ConfigureAwait(false);
        var operators = await OperatorsAsync(db, rows, cancellationToken).ConfigureAwait(false);
        var positions = withPositions ? await PositionsAsync(db, rows, cancellationToken).ConfigureAwait(false) : [];
        return [.. rows.Select(row => ToPayload(row, facts[row.Id], operators, positions))];
    }

    private OperatorConversationPayload ToPayload(
        ConversationRow row, Facts facts, Dictionary<Guid, OperatorSummary> operators, Dictionary<string, int> positions) => new()
        {
            Id = new(row.Id),
            Status = row.Status,
            Department = facts.Department is null ? null : new DepartmentSummary(new(row.DepartmentId!), facts.Department),
            Operator = row.OperatorId is { } id ? operators.GetValueOrDefault(id) : null,
            QueuePosition = positions.TryGetValue(row.Id, out var position) ? position : null,
            CreatedAt = row.CreatedAt,
            ClosedAt = row.ClosedAt,
            ClosedBy = row.ClosedBy,
            LastSequence = row.LastSequence,
            UnreadCount = facts.Unread,
            VisitorReadSequence = row.VisitorRead,
            OperatorReadSequence = row.OperatorRead,
            OperatorDeliveredSequence = row.OperatorDelivered,
            Rating = row.Rating,
            Channel = ChannelNames.Conversation(new(row.Id)),
            WidgetId = new(row.WidgetId),
            Visitor = ConversationPayloads.ToPayload(row.Visitor!),
            LastMessage = facts.LastMessage is null ? null : links.Refresh(JsonSerializer.Deserialize(facts.LastMessage, LivecallerJson.Default.MessagePayload)!),
            Callback = row.CallbackJson is null ? null : JsonSerializer.Deserialize(row.CallbackJson, OperatorJson.Default.CallbackPayload),
            FieldLabels = row.FieldLabelsJson is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(row.FieldLabelsJson),
            Fields = row.FieldsJson is null ? new Dictionary<string, string>()
                : JsonSerializer.Deserialize<Dictionary<string, string>>(row.FieldsJson)!,
        };

    private static Task<Dictionary<string, Facts>> FactsAsync(
        LivecallerDbContext db, IReadOnlyList<ConversationRow> rows, int maxUnread, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        return db.Conversations.Where(c => ids.Contains(c.Id)).Select(c => new Facts(
            c.Id,
            db.Departments.Where(d => d.Id == c.DepartmentId).Select(d => d.DisplayName).FirstOrDefault(),
            // Only a deleted message has neither text nor files.
            db.Messages.Where(m => m.ConversationId == c.Id && m.Sequence > c.OperatorRead
                && m.SenderType != ParticipantType.Operator && m.SenderType != ParticipantType.System
                && (m.Content != "" || m.AttachmentIds.Count > 0)).OrderBy(m => m.Sequence).Take(maxUnread).Count(),
            db.Events.Where(e => e.ConversationId == c.Id && e.Type == EventNames.ConversationMessage)
                .OrderByDescending(e => e.Sequence).Select(e => e.Data).FirstOrDefault())).ToDictionaryAsync(f => f.Id, cancellationToken);
    }

    private static async Task<Dictionary<Guid, OperatorSummary>> OperatorsAsync(LivecallerDbContext db, IReadOnlyList<ConversationRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Where(r => r.OperatorId is not null).Select(r => r.OperatorId!.Value).Distinct().ToList();
        return ids.Count == 0 ? []
            : await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, ConversationPayloads.ToSummary, cancellationToken).ConfigureAwait(false);
    }

    // The ids of conversations are ordered by time, and so is the queue. It is read once for all conversations of a widget.
    private static async Task<Dictionary<string, int>> PositionsAsync(LivecallerDbContext db, IReadOnlyList<ConversationRow> rows, CancellationToken cancellationToken)
    {
        Dictionary<string, int> positions = [];
        foreach (var waiting in rows.Where(r => r.Status == ConversationStatus.Queued).GroupBy(r => r.WidgetId))
        {
            var last = waiting.MaxBy(r => r.Id, StringComparer.Ordinal)!.Id;
            var queue = db.Conversations.Where(c => c.WidgetId == waiting.Key && c.Status == ConversationStatus.Queued && string.Compare(c.Id, last) <= 0);
            if (waiting.Count() == 1)
            {
                positions[last] = await queue.CountAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var ids = await queue.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < ids.Count; i++) positions[ids[i]] = i + 1;
        }

        return positions;
    }

    private sealed record Facts(string Id, string? Department, int Unread, string? LastMessage);
}
