using System.Text.Json;
using Livecaller.Server.Operators;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

namespace Livecaller.Server.Conversations;

// Conversations as visitors see them. For operators: InboxPayloads.
internal static class ConversationPayloads
{
    public static async Task<ConversationPayload> ForVisitorAsync(LivecallerDbContext db, ConversationRow row, CancellationToken cancellationToken = default) => ForVisitor(
        row,
        await DepartmentAsync(db, row, cancellationToken).ConfigureAwait(false),
        await OperatorAsync(db, row, cancellationToken).ConfigureAwait(false),
        await PositionAsync(db, row, cancellationToken).ConfigureAwait(false),
        await UnreadAsync(db, row, row.VisitorRead, ParticipantType.Visitor, cancellationToken).ConfigureAwait(false),
        await IsAnsweredAsync(db, row.Id, cancellationToken).ConfigureAwait(false)
            || await db.Visitors.AnyAsync(v => v.Id == row.VisitorId && v.UserId != null && v.Email != null, cancellationToken).ConfigureAwait(false));

    /// <summary>Whether an operator has written in a conversation.</summary>
    public static Task<bool> IsAnsweredAsync(LivecallerDbContext db, string id, CancellationToken cancellationToken = default) =>
        db.Messages.AnyAsync(m => m.ConversationId == id && m.SenderType == ParticipantType.Operator, cancellationToken);

    public static ConversationPayload ForVisitor(
        ConversationRow row, DepartmentSummary? department, OperatorSummary? assignee, int? queuePosition, int unread, bool transcriptAllowed) => new()
        {
            Id = new(row.Id),
            Status = row.Status,
            Department = department,
            Operator = assignee,
            QueuePosition = queuePosition,
            CreatedAt = row.CreatedAt,
            ClosedAt = row.ClosedAt,
            ClosedBy = row.ClosedBy,
            LastSequence = row.LastSequence,
            UnreadCount = unread,
            VisitorReadSequence = row.VisitorRead,
            OperatorReadSequence = row.OperatorRead,
            OperatorDeliveredSequence = row.OperatorDelivered,
            Rating = row.Rating,
            TranscriptAllowed = transcriptAllowed,
            Channel = ChannelNames.Conversation(new(row.Id)),
        };

    public static VisitorPayload ToPayload(VisitorRow row) => new()
    {
        Uuid = new(row.Id),
        Name = row.Name,
        Email = row.Email,
        Mobile = row.Mobile,
        UserId = row.UserId,
        Settings = JsonElement.Parse("{}"),
    };

    public static OperatorSummary ToSummary(LivecallerOperator row) => new()
    {
        Id = new(row.Id.ToString()),
        Name = row.DisplayName,
        AvatarUrl = row.AvatarUrl,
    };

    private static async Task<DepartmentSummary?> DepartmentAsync(LivecallerDbContext db, ConversationRow row, CancellationToken cancellationToken) =>
        row.DepartmentId is null ? null
            : await db.Departments.Where(d => d.Id == row.DepartmentId)
                .Select(d => new DepartmentSummary(new(d.Id), d.DisplayName)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private static async Task<OperatorSummary?> OperatorAsync(LivecallerDbContext db, ConversationRow row, CancellationToken cancellationToken) =>
        row.OperatorId is { } id && await db.Users.FindAsync([id], cancellationToken).ConfigureAwait(false) is { } found ? ToSummary(found) : null;

    // The ids of conversations are ordered by time, and so is the queue.
    private static async Task<int?> PositionAsync(LivecallerDbContext db, ConversationRow row, CancellationToken cancellationToken) =>
        row.Status != ConversationStatus.Queued ? null
            : 1 + await db.Conversations.CountAsync(
                c => c.WidgetId == row.WidgetId && c.Status == ConversationStatus.Queued && string.Compare(c.Id, row.Id) < 0, cancellationToken).ConfigureAwait(false);

    // Only a deleted message has neither text nor files.
    private static Task<int> UnreadAsync(LivecallerDbContext db, ConversationRow row, long read, ParticipantType own, CancellationToken cancellationToken) =>
        db.Messages.CountAsync(
            m => m.ConversationId == row.Id && m.Sequence > read && m.SenderType != own && m.SenderType != ParticipantType.System
                && (m.Content != "" || m.AttachmentIds.Count > 0), cancellationToken);
}
