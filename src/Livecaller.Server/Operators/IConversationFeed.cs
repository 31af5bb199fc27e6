using System.Text.Json;

namespace Livecaller.Server.Operators;

/// <summary>Tells code in this process what happens in conversations, on every node. A hint only: the log has the truth.</summary>
public interface IConversationFeed
{
    /// <summary>Calls <paramref name="onSignal"/> for every event of every conversation, until the result is disposed.</summary>
    /// <param name="onSignal">Must return quickly and not throw.</param>
    IDisposable Subscribe(Action<ConversationSignal> onSignal);
}

/// <summary>Something happened in a conversation.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="EventName">One of <see cref="EventNames"/> or <see cref="OperatorEventNames"/>.</param>
/// <param name="Sequence">The event's sequence; null for an ephemeral event, and for one that only operators see.</param>
/// <param name="Data">The payload.</param>
public sealed record ConversationSignal(ConversationId ConversationId, string EventName, long? Sequence, JsonElement Data)
{
    private readonly Lazy<JsonElement> _data = new(Data);

    internal ConversationSignal(ConversationId conversationId, string eventName, long? sequence, ReadOnlyMemory<byte> dataUtf8)
        : this(conversationId, eventName, sequence, default(JsonElement)) => _data = new(() => JsonElement.Parse(dataUtf8.Span));

    /// <summary>The payload. It is parsed when it is first used: most listeners only need to know that the log has grown.</summary>
    public JsonElement Data
    {
        get => _data.Value;
        init => _data = new(value);
    }
}
