using Livecaller.Background;

namespace Livecaller.Events;

/// <summary>What makes an event of a log the same in every epoch of the log: a message by its id, the start and the end of a conversation by their time.</summary>
/// <param name="Key">A hash.</param>
/// <param name="At">When it happened, by the server's clock.</param>
internal readonly record struct EventIdentity(ulong Key, DateTimeOffset At)
{
    public static EventIdentity Of(LivecallerEvent published, FollowedEvent e) => published switch
    {
        ConversationMessageReceived received => new(Hash(received.Message.Id.Value), received.Message.CreatedAt),
        ConversationWasStarted started => new(Hash("started"), started.Conversation.CreatedAt),
        ConversationWasClosed => OfEnd(e.Data.Read(LivecallerJson.Default.ClosedPayload).ClosedAt),
        _ => throw new ArgumentException($"{published.Type} is not an event of a log.", nameof(published)),
    };

    private static EventIdentity OfEnd(DateTimeOffset at) => new(Hash("closed" + at.ToUnixTimeMilliseconds()), at);

    // FNV-1a: the same in every process.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037;
        foreach (var character in text) hash = unchecked((hash ^ character) * 1099511628211);
        return hash;
    }
}
