using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.EventLog;

// Appends events to the logs of conversations inside one transaction, and remembers what is to be broadcast after it.
internal sealed class LogWriter(LivecallerDbContext db, DateTimeOffset now)
{
    private readonly List<Broadcast> _broadcasts = [];
    private readonly List<ConversationRow> _moved = [];

    public LivecallerDbContext Db => db;

    public DateTimeOffset Now => now;

    public IReadOnlyList<Broadcast> Broadcasts => _broadcasts;

    /// <summary>The conversations that left the queue or came back into it.</summary>
    public IReadOnlyList<ConversationRow> Moved => _moved;

    /// <summary>Whether a conversation came into the queue or left it.</summary>
    public bool ChangesQueue => _moved.Count > 0 || _broadcasts.Any(b => b.EventName == EventNames.ConversationStarted);

    public bool IsDiscarded { get; private set; }

    public void Append<T>(ConversationRow conversation, string type, T payload, JsonTypeInfo<T> json) =>
        Append(conversation, type, sequence => EventData.Of(payload, json, sequence, new(conversation.Id)));

    /// <summary>Appends an event for a message that was edited or deleted.</summary>
    public void AppendChanged(ConversationRow conversation, MessagePayload message) =>
        Append(conversation, EventNames.ConversationMessageUpdated, sequence => EventData.OfChanged(message, sequence));

    /// <summary>The channels that an event of a conversation is broadcast on.</summary>
    public static List<string> ChannelsOf(ConversationRow conversation, string type)
    {
        List<string> channels = [ChannelNames.Conversation(new(conversation.Id)), ChannelNames.Operators(new(conversation.WidgetId))];
        if (type == EventNames.ConversationStarted) channels.Add(ChannelNames.Visitor(new(conversation.VisitorId)));
        return channels;
    }

    private void Append(ConversationRow conversation, string type, Func<long, JsonObject> data)
    {
        conversation.LastActivityAt = now;
        var sequence = ++conversation.LastSequence;
        var text = data(sequence).ToJsonString();
        db.Events.Add(new EventRow
        {
            ConversationId = conversation.Id,
            Sequence = sequence,
            Type = type,
            Data = text,
            CreatedAt = now,
        });
        _broadcasts.Add(new Broadcast(ChannelsOf(conversation, type), new(conversation.Id), type, sequence, text));
    }

    /// <summary>Appends an event to the log that only operators see. Nothing of it goes to a channel that visitors can subscribe to.</summary>
    public void AppendForOperators<T>(ConversationRow conversation, string type, T payload, JsonTypeInfo<T> json)
    {
        var sequence = ++conversation.OperatorSequence;
        var text = JsonSerializer.Serialize(payload, json);
        db.OperatorEvents.Add(new() { ConversationId = conversation.Id, Sequence = sequence, Type = type, Data = text, CreatedAt = now });
        // Without a sequence: listeners compare it with the one of the visitors' log.
        _broadcasts.Add(new Broadcast([ChannelNames.Operators(new(conversation.WidgetId))], new(conversation.Id), type, null, text));
    }

    /// <summary>Tells operators that a conversation was erased. No log has it.</summary>
    public void Erased(ConversationRow conversation)
    {
        var data = JsonSerializer.Serialize(new(new(conversation.Id)), OperatorJson.Default.ErasedPayload);
        _broadcasts.Add(new Broadcast([ChannelNames.Operators(new(conversation.WidgetId))], new(conversation.Id), OperatorEventNames.ConversationErased, null, data));
        if (conversation.Status == ConversationStatus.Queued) QueueMoved(conversation);
    }

    /// <summary>Announces the new queue positions of the conversations behind, after the transaction.</summary>
    public void QueueMoved(ConversationRow conversation) => _moved.Add(conversation);

    /// <summary>Discards everything, for a call that turned out to be impossible.</summary>
    public void Discard()
    {
        db.ChangeTracker.Clear();
        _broadcasts.Clear();
        _moved.Clear();
        IsDiscarded = true;
    }
}
