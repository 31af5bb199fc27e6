using System.Text.Json;
using Livecaller.Server.Attachments;
using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

// Puts a checked message into a conversation's log, inside the caller's transaction.
internal sealed class MessageAppender(AttachmentLinks links)
{
    /// <summary>Returns the message that an earlier call with the same id stored; null when the id is new; 409 when it was used for something else.</summary>
    public async Task<Outcome<MessagePayload?>> FindEarlierAsync(
        LivecallerDbContext db, Participant sender, string? conversationId, SendMessageRequest request)
    {
        var row = await db.Messages.SingleOrDefaultAsync(m => m.Id == request.Id.Value).ConfigureAwait(false);
        if (row is null) return default(MessagePayload);
        var isOwn = (conversationId is null || row.ConversationId == conversationId) && row.SenderType == sender.Type && row.SenderId == sender.Id;
        if (!isOwn) return MessageRules.Reused(request.Id);
        var stored = await PayloadAsync(db, row).ConfigureAwait(false);
        return MessageRules.IsSame(stored, request) ? stored : MessageRules.Reused(request.Id);
    }

    public async Task<Outcome<MessagePayload>> AppendAsync(
        LogWriter log, ConversationRow conversation, Participant sender, SendMessageRequest request, string prefix = "", MessageNotice? notice = null)
    {
        MessageQuote? quote = null;
        if (request.ReplyTo is { } reply)
        {
            var quoted = await log.Db.Messages.SingleOrDefaultAsync(m => m.Id == reply.Value && m.ConversationId == conversation.Id).ConfigureAwait(false);
            if (quoted is null) return MessageRules.NothingToQuote(prefix);
            quote = MessageRules.Quote(await PayloadAsync(log.Db, quoted).ConfigureAwait(false));
        }
        var taken = await TakeAttachmentsAsync(log.Db, conversation, sender, request, prefix).ConfigureAwait(false);
        if (!taken.IsSuccess) return taken.Problem;

        var message = links.ForLog(new MessagePayload
        {
            Id = request.Id,
            ConversationId = new(conversation.Id),
            Sequence = conversation.LastSequence + 1,
            Sender = sender.Sender,
            Content = request.Content!,
            ReplyTo = quote,
            Attachments = [.. taken.Value.Select(links.ToPayload)],
            CreatedAt = log.Now,
            Notice = notice,
        });
        log.Db.Messages.Add(new MessageRow
        {
            Id = message.Id.Value,
            ConversationId = conversation.Id,
            Sequence = message.Sequence,
            SenderType = sender.Type,
            SenderId = sender.Id,
            Content = message.Content,
            ReplyToId = request.ReplyTo?.Value,
            AttachmentIds = [.. request.Attachments!.Select(a => a.Value)],
        });
        log.Append(conversation, EventNames.ConversationMessage, message, LivecallerJson.Default.MessagePayload);
        InboxColumns.Note(conversation, message);
        return Outcome<MessagePayload>.Created(links.Refresh(message));
    }

    /// <summary>Appends a message of the system, which does not count as unread.</summary>
    public async Task SayAsync(LogWriter log, ConversationRow conversation, MessageId? id, string text, MessageNotice notice)
    {
        var message = new SendMessageRequest { Id = id ?? new(Guid.CreateVersion7(log.Now).ToString()), Content = text, Attachments = [] };
        await AppendAsync(log, conversation, Participant.System, message, notice: notice).ConfigureAwait(false);
    }

    private async Task<MessagePayload> PayloadAsync(LivecallerDbContext db, MessageRow row)
    {
        var data = await db.Events.Where(e => e.ConversationId == row.ConversationId && e.Sequence == row.Sequence)
            .Select(e => e.Data).SingleAsync().ConfigureAwait(false);
        return links.Refresh(JsonSerializer.Deserialize(data, LivecallerJson.Default.MessagePayload)!);
    }

    private static async Task<Outcome<List<AttachmentRow>>> TakeAttachmentsAsync(
        LivecallerDbContext db, ConversationRow conversation, Participant sender, SendMessageRequest request, string prefix)
    {
        List<AttachmentRow> taken = [];
        foreach (var id in request.Attachments!)
        {
            var row = await db.Attachments.SingleOrDefaultAsync(
                a => a.Id == id.Value && a.OwnerId == sender.Id && a.WidgetId == conversation.WidgetId).ConfigureAwait(false);
            if (row is null || row.MessageId is not null) return MessageRules.NoAttachment(id, prefix);
            row.MessageId = request.Id.Value;
            taken.Add(row);
        }
        return taken;
    }
}
