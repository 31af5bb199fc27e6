using Livecaller.Session;

namespace Livecaller.Events;

/// <summary>An event to be delivered to the listeners.</summary>
/// <param name="Event">The event.</param>
/// <param name="Fence">The fence of the visitor.</param>
/// <param name="Position">Its position in a conversation's log; null for a change of state, of which only the newest matters.</param>
internal readonly record struct FencedEvent(LivecallerEvent Event, Fence Fence, LogPosition? Position = null);

/// <summary>A position in the log of a conversation, and the reader of that log.</summary>
internal readonly record struct LogPosition(ILogReader Log, ConversationId Conversation, long Sequence);

/// <summary>Reads the logs of one visitor's conversations.</summary>
internal interface ILogReader
{
    /// <summary>Reads the page after a sequence; retries as long as the server cannot be reached.</summary>
    /// <exception cref="LivecallerException">The server refused.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the visitor's session ended.</exception>
    Task<EventPage> ReadLogAsync(ConversationId id, long after, CancellationToken cancellationToken);
}
