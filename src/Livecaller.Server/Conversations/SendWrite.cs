using System.Text.Json;
using Livecaller.Server.Attachments;
using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

// Appends a message. The result is null for what needs more: a message id that was used before, a quote of nothing, an attachment that isn't there,
// a conversation that is closed or snoozed, or that an operator takes by answering. Nothing is written then.
internal sealed class SendWrite(AttachmentLinks links, Participant sender, string id, SendMessageRequest request) : GroupedWrite<Outcome<StoredMessage>?>
{
    public override IEnumerable<string> Conversations => [id];

    protected override Outcome<StoredMessage>? Write(LogBatch batch)
    {
        if (batch.Find(id) is not { } conversation || !sender.CanSee(conversation)) return Problems.NotFound("conversation");
        if (conversation.Status == ConversationStatus.Closed) return null;
        if (conversation.Status == ConversationStatus.Queued && sender.Type == ParticipantType.Operator) return null;
        if (conversation.IsSnoozed && sender.Type == ParticipantType.Visitor) return null;
        var quoted = request.ReplyTo is { } reply ? batch.FindMessage(id, reply) : null;
        if (quoted is null && request.ReplyTo is not null) return null;
        var attachments = request.Attachments!.Distinct().Select(a => batch.FindAttachment(a, sender.Id, conversation.WidgetId)).OfType<AttachmentRow>().ToList();
        if (attachments.Count != request.Attachments!.Count) return null;
        var message = links.ForLog(new MessagePayload
        {
            Id = request.Id,
            ConversationId = new(id),
            Sequence = conversation.LastSequence + 1,
            Sender = sender.Sender,
            Content = request.Content!,
            ReplyTo = quoted is null ? null : MessageRules.Quote(quoted),
            Attachments = [.. attachments.Select(links.ToPayload)],
            CreatedAt = batch.Now,
        });
        var json = JsonSerializer.Serialize(message, LivecallerJson.Default.MessagePayload);
        if (!batch.AppendMessage(conversation, message, json)) return null;
        return Outcome<StoredMessage>.Created(new(message, json));
    }
}

/// <summary>A message that was stored.</summary>
/// <param name="Payload">The message.</param>
/// <param name="Json">The same as JSON; null when it has not been serialized for the caller.</param>
internal sealed record StoredMessage(MessagePayload Payload, string? Json);
