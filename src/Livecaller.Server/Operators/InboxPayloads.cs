using System.Text.Json;
using Livecaller.Server.Attachments;
using Livecaller.Server.Conversations;
using Livecaller.Server.Notes;

namespace Livecaller.Server.Operators;

// Conversations as operators see them.
internal sealed class InboxPayloads(AttachmentLinks links, QueuePositions queues)
{
    /// <summary>Returns the payloads of rows, in the same order.</summary>
    public async Task<IReadOnlyList<OperatorConversationPayload>> ReadAsync(
        LivecallerDbContext db, IReadOnlyList<InboxRow> rows, bool withPositions, CancellationToken cancellationToken)
    {
        List<OperatorConversationPayload> payloads = new(rows.Count);
        foreach (var row in rows)
        {
            var isPlaced = withPositions && row.Conversation.Status == ConversationStatus.Queued;
            payloads.Add(ToPayload(row, isPlaced ? await queues.FindAsync(db, row.Conversation, cancellationToken).ConfigureAwait(false) : null));
        }

        return payloads;
    }

    public OperatorConversationPayload ToPayload(InboxRow row, int? position)
    {
        var conversation = row.Conversation;
        return new()
        {
            Id = new(conversation.Id),
            Status = conversation.Status,
            Department = row.Department is null ? null : new DepartmentSummary(new(conversation.DepartmentId!), row.Department),
            Operator = row.OperatorName is null ? null
                : new OperatorSummary { Id = new(conversation.OperatorId!.Value.ToString()), Name = row.OperatorName, AvatarUrl = row.OperatorAvatarUrl },
            QueuePosition = position,
            CreatedAt = conversation.CreatedAt,
            ClosedAt = conversation.ClosedAt,
            ClosedBy = conversation.ClosedBy,
            LastSequence = conversation.LastSequence,
            UnreadCount = conversation.UnreadCount,
            VisitorReadSequence = conversation.VisitorRead,
            OperatorReadSequence = conversation.OperatorRead,
            OperatorDeliveredSequence = conversation.OperatorDelivered,
            Rating = conversation.Rating,
            Channel = ChannelNames.Conversation(new(conversation.Id)),
            WidgetId = new(conversation.WidgetId),
            Visitor = ConversationPayloads.ToPayload(row.Visitor),
            LastActivityAt = conversation.LastActivityAt,
            WaitingSince = conversation.WaitingSince,
            IsSnoozed = conversation.SnoozedUntil is not null,
            SnoozedUntil = ConversationSnooze.TimeOf(conversation.SnoozedUntil),
            RatingComment = conversation.RatingComment,
            Tags = TagChanges.Of(conversation),
            Mentions = Mentions.Read(conversation.MentionsJson),
            LastMessage = row.LastMessage is null ? null : links.Refresh(JsonSerializer.Deserialize(row.LastMessage, LivecallerJson.Default.MessagePayload)!),
            Match = row.Match,
            Callback = conversation.CallbackJson is null ? null : JsonSerializer.Deserialize(conversation.CallbackJson, OperatorJson.Default.CallbackPayload),
            FieldLabels = conversation.FieldLabelsJson is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(conversation.FieldLabelsJson),
            Fields = conversation.FieldsJson is null ? new Dictionary<string, string>()
                : JsonSerializer.Deserialize<Dictionary<string, string>>(conversation.FieldsJson)!,
        };
    }
}
