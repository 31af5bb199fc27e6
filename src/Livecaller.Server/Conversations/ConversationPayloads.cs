using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Attachments;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

namespace Livecaller.Server.Conversations;

// Conversations as each side sees them.
internal sealed class ConversationPayloads(AttachmentLinks links)
{
    public static async Task<ConversationPayload> ForVisitorAsync(LivecallerDbContext db, ConversationRow row, CancellationToken ct = default) => ForVisitor(
        row,
        await DepartmentAsync(db, row, ct).ConfigureAwait(false),
        await OperatorAsync(db, row, ct).ConfigureAwait(false),
        await PositionAsync(db, row, ct).ConfigureAwait(false),
        await UnreadAsync(db, row, row.VisitorRead, ParticipantType.Visitor, ct).ConfigureAwait(false));

    public static ConversationPayload ForVisitor(
        ConversationRow row, DepartmentSummary? department, OperatorSummary? assignee, int? queuePosition, int unread) => new()
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
            Channel = ChannelNames.Conversation(new(row.Id)),
        };

    public async Task<OperatorConversationPayload> ForOperatorAsync(LivecallerDbContext db, ConversationRow row, CancellationToken ct = default) => new()
    {
        Id = new(row.Id),
        Status = row.Status,
        Department = await DepartmentAsync(db, row, ct).ConfigureAwait(false),
        Operator = await OperatorAsync(db, row, ct).ConfigureAwait(false),
        QueuePosition = await PositionAsync(db, row, ct).ConfigureAwait(false),
        CreatedAt = row.CreatedAt,
        ClosedAt = row.ClosedAt,
        ClosedBy = row.ClosedBy,
        LastSequence = row.LastSequence,
        UnreadCount = await UnreadAsync(db, row, row.OperatorRead, ParticipantType.Operator, ct).ConfigureAwait(false),
        VisitorReadSequence = row.VisitorRead,
        OperatorReadSequence = row.OperatorRead,
        OperatorDeliveredSequence = row.OperatorDelivered,
        Rating = row.Rating,
        Channel = ChannelNames.Conversation(new(row.Id)),
        WidgetId = new(row.WidgetId),
        Visitor = ToPayload(row.Visitor ?? await db.Visitors.SingleAsync(v => v.Id == row.VisitorId, ct).ConfigureAwait(false)),
        LastMessage = await LastMessageAsync(db, row, ct).ConfigureAwait(false),
        Callback = row.CallbackJson is null ? null : JsonSerializer.Deserialize(row.CallbackJson, OperatorJson.Default.CallbackPayload),
        FieldLabels = row.FieldLabelsJson is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(row.FieldLabelsJson),
        Fields = row.FieldsJson is null ? new Dictionary<string, string>()
            : JsonSerializer.Deserialize<Dictionary<string, string>>(row.FieldsJson)!,
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

    private static async Task<DepartmentSummary?> DepartmentAsync(LivecallerDbContext db, ConversationRow row, CancellationToken ct) =>
        row.DepartmentId is null ? null
            : await db.Departments.Where(d => d.Id == row.DepartmentId)
                .Select(d => new DepartmentSummary(new(d.Id), d.DisplayName)).SingleOrDefaultAsync(ct).ConfigureAwait(false);

    private static async Task<OperatorSummary?> OperatorAsync(LivecallerDbContext db, ConversationRow row, CancellationToken ct) =>
        row.OperatorId is { } id && await db.Users.FindAsync([id], ct).ConfigureAwait(false) is { } found ? ToSummary(found) : null;

    // The ids of conversations are ordered by time, so the queue is simply theirs.
    private static async Task<int?> PositionAsync(LivecallerDbContext db, ConversationRow row, CancellationToken ct) =>
        row.Status != ConversationStatus.Queued ? null
            : 1 + await db.Conversations.CountAsync(
                c => c.WidgetId == row.WidgetId && c.Status == ConversationStatus.Queued && string.Compare(c.Id, row.Id) < 0, ct).ConfigureAwait(false);

    private static Task<int> UnreadAsync(LivecallerDbContext db, ConversationRow row, long read, ParticipantType own, CancellationToken ct) =>
        db.Messages.CountAsync(
            m => m.ConversationId == row.Id && m.Sequence > read && m.SenderType != own && m.SenderType != ParticipantType.System, ct);

    private async Task<MessagePayload?> LastMessageAsync(LivecallerDbContext db, ConversationRow row, CancellationToken ct)
    {
        var data = await db.Events.Where(e => e.ConversationId == row.Id && e.Type == EventNames.ConversationMessage)
            .OrderByDescending(e => e.Sequence).Select(e => e.Data).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return data is null ? null : links.Refresh(JsonSerializer.Deserialize(data, LivecallerJson.Default.MessagePayload)!);
    }
}
