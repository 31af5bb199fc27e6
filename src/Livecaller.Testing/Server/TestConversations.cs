using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>All conversations and their logs. Events are stored first, and then broadcast. Guarded by the server's lock.</summary>
internal sealed partial class TestConversations(
    TestAttachments attachments, WidgetConfiguration widget, IBroadcaster broadcaster, TestIds ids, TimeProvider time)
{
    private readonly List<ConversationRecord> _conversations = [];
    private readonly Dictionary<MessageId, ConversationRecord> _byMessage = [];
    private readonly TestSignals _signals = new(broadcaster);
    private int _epochs;

    public IReadOnlyList<ConversationRecord> All => _conversations;

    /// <summary>The epoch of the logs.</summary>
    public string Epoch { get; private set; } = "epoch-1";

    private int MaxCharacters => widget.MaxMessageCharacters > 0 ? widget.MaxMessageCharacters : MessageRules.DefaultMaxCharacters;

    public ConversationRecord? Find(ConversationId id) => _conversations.Find(c => c.Id == id);

    public ConversationPayload ToPayload(ConversationRecord conversation) => conversation.ToPayload(new TestQueue(_conversations).PositionOf(conversation));

    /// <summary>As it stands in a list: with its last words.</summary>
    public ConversationPayload ToListed(ConversationRecord conversation) => ToPayload(conversation) with
    {
        LastWords = conversation.Messages is [.., var last] ? MessagePreview.Of(last) : null,
    };

    public IEnumerable<MessagePayload> MessagesOf(ConversationRecord conversation) => conversation.Messages.Select(attachments.Refresh);

    public IEnumerable<LoggedEvent> EventsOf(ConversationRecord conversation, long after) => conversation.EventsAfter(after, attachments.Refresh);

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
        Log(conversation, EventNames.ConversationStarted);
        return conversation;
    }

    /// <summary>Appends a validated message. A message of an operator assigns a waiting conversation to them.</summary>
    public MessagePayload Send(ConversationRecord conversation, MessageSender sender, SendMessageRequest request, MessageNotice? notice = null)
    {
        if (!conversation.IsOpen) throw new ProblemException(MessageRules.Closed);
        var quote = conversation.Quote(request.ReplyTo);
        var files = attachments.Resolve(request.Attachments ?? [], sender.Type == ParticipantType.Visitor ? conversation.Visitor : null);
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
            ReplyTo = quote,
            Attachments = [.. files.Select(attachments.ToPayload)],
            CreatedAt = time.GetUtcNow(),
            Notice = notice,
        };
        foreach (var file in files) file.Message = message.Id;
        conversation.Add(message);
        _byMessage.Add(message.Id, conversation);
        Append(conversation, EventNames.ConversationMessage,
            EventData.Of(message, LivecallerJson.Default.MessagePayload, message.Sequence, conversation.Id));
        return message;
    }

    /// <summary>Appends a message of a sender other than the visitor.</summary>
    public MessagePayload Say(ConversationRecord conversation, MessageSender sender, SendMessageRequest request) =>
        Send(conversation, sender, Check(request, ""));

    public void Assign(ConversationRecord conversation, OperatorSummary assignee)
    {
        RequireOpen(conversation);
        if (conversation.Operator == assignee) return;
        var waited = conversation.Status == ConversationStatus.Queued;
        conversation.Operator = assignee;
        Log(conversation, EventNames.ConversationUpdated);
        if (waited) TellBehind(conversation);
    }

    public MessagePayload Edit(MessageId id, string text) => Change(id, message =>
        MessageRules.CheckEdit(message, text, MaxCharacters) is { } problem ? throw new ProblemException(problem)
            : MessageRules.Edit(message, text, time.GetUtcNow()));

    public MessagePayload Delete(MessageId id)
    {
        attachments.RemoveOf(id);
        return Change(id, message => message.DeletedAt is null ? MessageRules.Delete(message, time.GetUtcNow()) : message);
    }

    public void Read(ConversationRecord conversation, ParticipantType reader, long sequence)
    {
        if (MarkRules.Check(sequence, conversation.LastSequence) is { } problem) throw new ProblemException(problem);
        var isVisitor = reader == ParticipantType.Visitor;
        if (sequence <= (isVisitor ? conversation.VisitorRead : conversation.OperatorRead)) return;
        if (isVisitor) conversation.VisitorRead = sequence;
        else conversation.OperatorRead = sequence;
        if (!isVisitor) Deliver(conversation, sequence);
        Log(conversation, EventNames.ConversationRead, new() { Reader = reader, ReadSequence = sequence }, LivecallerJson.Default.ReadPayload);
    }

    /// <summary>A device of the operator has received the messages up to a sequence. The mark only grows.</summary>
    public void Deliver(ConversationRecord conversation, long sequence)
    {
        if (MarkRules.Check(sequence, conversation.LastSequence) is { } problem) throw new ProblemException(problem);
        if (sequence <= conversation.OperatorDelivered) return;
        conversation.OperatorDelivered = sequence;
        _signals.Delivered(conversation.Id, sequence);
    }

    public void DeliverNewest(ConversationRecord conversation)
    {
        if (conversation.Messages.LastOrDefault(m => m.Sender.Type == ParticipantType.Visitor) is { } newest) Deliver(conversation, newest.Sequence);
    }

    public void Close(ConversationRecord conversation, ParticipantType by)
    {
        if (!conversation.IsOpen) return;
        var waited = conversation.Status == ConversationStatus.Queued;
        (conversation.ClosedAt, conversation.ClosedBy) = (time.GetUtcNow(), by);
        Log(conversation, EventNames.ConversationClosed,
            new() { Id = conversation.Id, ClosedBy = by, ClosedAt = conversation.ClosedAt.Value }, LivecallerJson.Default.ClosedPayload);
        if (waited) TellBehind(conversation);
    }

    public void Type(ConversationRecord conversation, MessageSender sender, string? text)
    {
        RequireOpen(conversation);
        var preview = widget.Settings.MessageTypingPreview ? text : null;
        if (sender.Type == ParticipantType.Visitor) conversation.TypedText = preview;
        _signals.Typing(conversation.Id, sender, preview);
    }

    public IReadOnlyList<ConversationRecord> Copy() => [.. _conversations.Select(c => c.Copy())];

    /// <summary>Replaces all conversations. What was stored since they were copied is lost, with its files, and another epoch begins.</summary>
    public void Restore(IReadOnlyList<ConversationRecord> copies)
    {
        _conversations.Clear();
        _conversations.AddRange(copies.Select(c => c.Copy()));
        var kept = _conversations.SelectMany(c => c.Messages.Select(m => (m.Id, Conversation: c))).ToDictionary(m => m.Id, m => m.Conversation);
        foreach (var lost in _byMessage.Keys.Where(id => !kept.ContainsKey(id))) attachments.RemoveOf(lost);
        _byMessage.Clear();
        foreach (var (id, conversation) in kept) _byMessage.Add(id, conversation);
        Epoch = string.Create(CultureInfo.InvariantCulture, $"epoch-{++_epochs + 1}");
    }

    private static void RequireOpen(ConversationRecord conversation)
    {
        if (!conversation.IsOpen) throw new ProblemException(ConversationRules.Closed);
    }

    private MessagePayload Change(MessageId id, Func<MessagePayload, MessagePayload> change)
    {
        if (!_byMessage.TryGetValue(id, out var conversation)) throw new ProblemException(Problems.NotFound("message"));
        var before = conversation.Messages.First(m => m.Id == id);
        var message = change(before);
        if (message == before) return message;
        conversation.Replace(message);
        Append(conversation, EventNames.ConversationMessageUpdated, EventData.OfChanged(message, conversation.LastSequence + 1));
        return message;
    }

    /// <summary>Announces new positions to the conversations behind one that left the queue or returned to it. As on a server, positions are not logged.</summary>
    private void TellBehind(ConversationRecord moved)
    {
        foreach (var behind in new TestQueue(_conversations).Behind(moved)) _signals.Moved(ToPayload(behind));
    }

    private void Log(ConversationRecord conversation, string type) =>
        Log(conversation, type, ToPayload(conversation), LivecallerJson.Default.ConversationPayload);

    private void Log<T>(ConversationRecord conversation, string type, T payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        Append(conversation, type, EventData.Of(payload, json, conversation.LastSequence + 1, conversation.Id));

    private void Append(ConversationRecord conversation, string type, JsonObject data)
    {
        conversation.Append(type, data, time.GetUtcNow());
        string[] channels = type == EventNames.ConversationStarted
            ? [ChannelNames.Conversation(conversation.Id), ChannelNames.Visitor(conversation.Visitor.Id)]
            : [ChannelNames.Conversation(conversation.Id)];
        broadcaster.Broadcast(channels, type, EventData.ToElement(data));
    }
}

/// <summary>Broadcasts stored events to the subscribers of channels.</summary>
internal interface IBroadcaster
{
    void Broadcast(IReadOnlyList<string> channels, string eventName, JsonElement data);
}
