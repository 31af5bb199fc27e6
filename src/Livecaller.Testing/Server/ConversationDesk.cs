using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>All conversations, and the rules of their logs: stored first, said after that. Guarded by the server's lock.</summary>
internal sealed partial class ConversationDesk(
    AttachmentShelf attachments, WidgetConfiguration widget, IBroadcaster broadcaster, TestIds ids, TimeProvider time)
{
    private readonly List<ConversationRecord> _conversations = [];
    private readonly Dictionary<MessageId, ConversationRecord> _byMessage = [];

    public IReadOnlyList<ConversationRecord> Conversations => _conversations;

    public ConversationRecord? Find(ConversationId id) => _conversations.Find(c => c.Id == id);

    public ConversationPayload ToPayload(ConversationRecord conversation) =>
        conversation.ToPayload(QueuePosition(conversation));

    public ConversationRecord Start(TestVisitor visitor, DepartmentSummary? department,
        IReadOnlyDictionary<string, string> fields, OperatorSummary? by = null, CallbackRequest? callback = null)
    {
        var conversation = new ConversationRecord(new(ids.Next()), visitor, time.GetUtcNow())
        {
            Department = department,
            Fields = fields,
            Operator = by,
            Callback = callback,
        };
        _conversations.Add(conversation);
        Log(conversation, EventNames.ConversationStarted, alsoToVisitor: true);
        return conversation;
    }

    public MessagePayload Send(ConversationRecord conversation, MessageSender sender, SendMessageRequest request, MessageNotice? notice = null)
    {
        RequireOpen(conversation);
        if (sender.Type == ParticipantType.Visitor) conversation.TypedText = null;
        if (sender.Type == ParticipantType.Operator && conversation.Operator is null)
            Assign(conversation, new() { Id = new(sender.Id), Name = sender.Name ?? "" });
        var message = new MessagePayload
        {
            Id = request.Id,
            ConversationId = conversation.Id,
            Sequence = conversation.LastSequence + 1,
            Sender = sender,
            Content = request.Content ?? "",
            ReplyTo = Quote(conversation, request.ReplyTo),
            Attachments = attachments.Resolve(request.Attachments ?? [], conversation.Visitor),
            CreatedAt = time.GetUtcNow(),
            Notice = notice,
        };
        conversation.Add(message);
        _byMessage.Add(message.Id, conversation);
        Log(conversation, EventNames.ConversationMessage,
            sequence => EventPayloads.Of(message, LivecallerJson.Default.MessagePayload, sequence, conversation.Id));
        return message;
    }

    public void Assign(ConversationRecord conversation, OperatorSummary assignee)
    {
        RequireOpen(conversation);
        if (conversation.Operator == assignee) return;
        var waited = conversation.Status == ConversationStatus.Queued;
        conversation.Operator = assignee;
        Log(conversation, EventNames.ConversationUpdated);
        if (waited) MoveUp(conversation);
    }

    public MessagePayload Change(MessageId id, Func<MessagePayload, MessagePayload> change)
    {
        if (!_byMessage.TryGetValue(id, out var conversation)) throw RefusalException.Because(404, $"There is no message {id}.");
        var message = change(conversation.Messages.First(m => m.Id == id));
        conversation.Replace(message);
        Log(conversation, EventNames.ConversationMessageUpdated, sequence => EventPayloads.OfUpdated(message, sequence));
        return message;
    }

    public void Read(ConversationRecord conversation, ParticipantType reader, long sequence)
    {
        var before = reader == ParticipantType.Visitor ? conversation.VisitorRead : conversation.OperatorRead;
        var read = Math.Min(sequence, conversation.LastSequence);
        if (read <= before) return;
        if (reader == ParticipantType.Visitor) conversation.VisitorRead = read;
        else conversation.OperatorRead = read;
        if (reader != ParticipantType.Visitor) Deliver(conversation, read);
        var payload = new ReadPayload { Reader = reader, ReadSequence = read };
        Log(conversation, EventNames.ConversationRead,
            own => EventPayloads.Of(payload, LivecallerJson.Default.ReadPayload, own, conversation.Id));
    }

    /// <summary>An operator's device has the messages up to a sequence. As on a server, what is read has been delivered, and the mark only grows.</summary>
    public void Deliver(ConversationRecord conversation, long sequence)
    {
        var delivered = Math.Min(sequence, conversation.LastSequence);
        if (delivered <= conversation.OperatorDelivered) return;
        conversation.OperatorDelivered = delivered;
        var payload = new DeliveredPayload { ConversationId = conversation.Id, DeliveredSequence = delivered };
        broadcaster.Broadcast([ChannelNames.Conversation(conversation.Id)], EventNames.ConversationDelivered,
            JsonSerializer.SerializeToElement(payload, LivecallerJson.Default.DeliveredPayload));
    }

    public void DeliverNewest(ConversationRecord conversation)
    {
        if (conversation.Messages.LastOrDefault(m => m.Sender.Type == ParticipantType.Visitor) is { } newest) Deliver(conversation, newest.Sequence);
    }

    public void Close(ConversationRecord conversation, ParticipantType by)
    {
        if (!conversation.IsOpen) return;
        var waited = conversation.Status == ConversationStatus.Queued;
        conversation.ClosedAt = time.GetUtcNow();
        conversation.ClosedBy = by;
        var payload = new ClosedPayload { Id = conversation.Id, ClosedBy = by, ClosedAt = time.GetUtcNow() };
        Log(conversation, EventNames.ConversationClosed,
            sequence => EventPayloads.Of(payload, LivecallerJson.Default.ClosedPayload, sequence, conversation.Id));
        if (waited) MoveUp(conversation);
    }

    public void Type(ConversationRecord conversation, MessageSender sender, string? text)
    {
        var payload = new TypingPayload
        {
            Sender = sender,
            Text = widget.Settings.MessageTypingPreview ? text : null,
            ConversationId = conversation.Id,
        };
        if (sender.Type == ParticipantType.Visitor) conversation.TypedText = payload.Text;
        broadcaster.Broadcast([ChannelNames.Conversation(conversation.Id)], EventNames.ConversationTyping,
            JsonSerializer.SerializeToElement(payload, LivecallerJson.Default.TypingPayload));
    }

    private static void RequireOpen(ConversationRecord conversation)
    {
        if (!conversation.IsOpen) throw RefusalException.Because(409, "The conversation is closed.");
    }

    private static MessageQuote? Quote(ConversationRecord conversation, MessageId? id)
    {
        if (id is null) return null;
        var quoted = conversation.Messages.FirstOrDefault(m => m.Id == id)
            ?? throw RefusalException.Invalid("reply_to", $"This conversation has no message {id}.");
        return new() { Id = quoted.Id, Content = quoted.Content, Sender = quoted.Sender };
    }

    /// <summary>Tells those that waited behind a conversation which has left the queue. As on a server, a place is announced and not logged.</summary>
    private void MoveUp(ConversationRecord gone)
    {
        foreach (var behind in _conversations.SkipWhile(c => c != gone).Where(c => c.Status == ConversationStatus.Queued))
            broadcaster.Broadcast([ChannelNames.Conversation(behind.Id)], EventNames.ConversationUpdated, EventPayloads.OfAnnounced(ToPayload(behind)));
    }

    private int? QueuePosition(ConversationRecord conversation) => conversation.Status == ConversationStatus.Queued
        ? _conversations.Where(c => c.Status == ConversationStatus.Queued).TakeWhile(c => c != conversation).Count() + 1
        : null;

    private void Log(ConversationRecord conversation, string type, bool alsoToVisitor = false) =>
        Log(conversation, type, sequence => EventPayloads.Of(
            conversation.ToPayload(QueuePosition(conversation), sequence),
            LivecallerJson.Default.ConversationPayload, sequence, conversation.Id), alsoToVisitor);

    private void Log(ConversationRecord conversation, string type, Func<long, JsonElement> payload, bool alsoToVisitor = false)
    {
        var logged = conversation.Append(type, payload, time.GetUtcNow());
        string[] channels = alsoToVisitor
            ? [ChannelNames.Conversation(conversation.Id), ChannelNames.Visitor(conversation.Visitor.Id)]
            : [ChannelNames.Conversation(conversation.Id)];
        broadcaster.Broadcast(channels, logged.Type, logged.Data);
    }
}
