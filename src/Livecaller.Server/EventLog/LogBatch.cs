using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.EventLog;

// What grouped writes share: a transaction, and what is to be broadcast after it, in the order of the logs.
internal sealed class LogBatch(LogConnection log, DateTimeOffset now)
{
    private readonly List<Broadcast> _broadcasts = [];

    public DateTimeOffset Now => now;

    public IReadOnlyList<Broadcast> Broadcasts => _broadcasts;

    public LoggedConversation? Find(string conversation) => log.Find(conversation);

    /// <inheritdoc cref="LogConnection.FindMessage"/>
    public MessagePayload? FindMessage(string conversation, MessageId id) => log.FindMessage(conversation, id);

    /// <inheritdoc cref="LogConnection.FindAttachment"/>
    public AttachmentRow? FindAttachment(AttachmentId id, string owner, string widget) => log.FindAttachment(id, owner, widget);

    /// <summary>Appends a message to the log of its conversation. False, and nothing is written, when its id was used before.</summary>
    /// <param name="conversation">The conversation, whose next sequence the message has.</param>
    /// <param name="message">The message.</param>
    /// <param name="json">The message as JSON.</param>
    public bool AppendMessage(LoggedConversation conversation, MessagePayload message, string json)
    {
        if (!log.AddMessage(message)) return false;
        AppendEvent(conversation, message.Sequence, EventNames.ConversationMessage, json);
        log.Advance(message);
        return true;
    }

    /// <summary>Appends a mark, and stores the marks of the conversation.</summary>
    public void AppendMark<T>(LoggedConversation conversation, string type, T payload, JsonTypeInfo<T> json)
    {
        var grown = conversation with { LastSequence = conversation.LastSequence + 1 };
        AppendEvent(grown, grown.LastSequence, type, EventData.Of(payload, json, grown.LastSequence, new(grown.Id)).ToJsonString());
        log.SetMarks(grown);
    }

    /// <summary>Stores the delivered mark of a conversation, and broadcasts it beside the log.</summary>
    public void SetDelivered(LoggedConversation conversation)
    {
        log.SetMarks(conversation);
        AnnounceDelivered(conversation);
    }

    /// <summary>Broadcasts the delivered mark of a conversation, which is not an event of the log.</summary>
    public void AnnounceDelivered(LoggedConversation conversation) => Broadcast(conversation, EventNames.ConversationDelivered, null, JsonSerializer.Serialize(
        new() { ConversationId = new(conversation.Id), DeliveredSequence = conversation.OperatorDelivered }, LivecallerJson.Default.DeliveredPayload));

    private void AppendEvent(LoggedConversation conversation, long sequence, string type, string data)
    {
        log.AddEvent(conversation.Id, sequence, type, data, now);
        Broadcast(conversation, type, sequence, data);
    }

    private void Broadcast(LoggedConversation conversation, string type, long? sequence, string data) => _broadcasts.Add(new(
        [ChannelNames.Conversation(new(conversation.Id)), ChannelNames.Operators(new(conversation.WidgetId))], new(conversation.Id), type, sequence, data));
}
