#pragma warning disable CA1822
using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller;

/// <summary>The live state of one conversation, shared by everybody who opens it. Safe for any number of threads.</summary>
public sealed partial class Conversation
{
    /// <summary>Everything that a UI shows, as of now.</summary>
    public ConversationSnapshot Snapshot => ConversationSnapshot.Empty;

    /// <summary>Calls back after every change, one call at a time; a slow caller gets the newest state and misses those between.</summary>
    /// <param name="onChanged">Gets the newest snapshot.</param>
    /// <returns>The snapshot from which the updates go on; dispose it to end them.</returns>
    public ConversationSubscription Subscribe(Action<ConversationSnapshot> onChanged) => new(Snapshot, () => { });

    /// <summary>
    /// Sends a message. It shows at once as <see cref="MessageStatus.Pending"/>; the task ends when the server has stored it,
    /// or has refused it (<see cref="MessageStatus.Failed"/> with the reason). Without network it waits and tries again.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <exception cref="ArgumentException">There is neither a text nor an attachment.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled, the message was discarded, or the visitor is gone.</exception>
    public Task<ConversationMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken = default) => throw new OperationCanceledException();

    /// <summary>Sends a failed message again, with the same id. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    public Task RetryAsync(MessageId id, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Takes a message away that the server has not stored. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    public void Discard(MessageId id)
    {
    }

    /// <summary>Loads the page of messages before the oldest loaded one. Calls while one is under way wait for that one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task LoadEarlierAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Says that the visitor has read everything up to the newest loaded message.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task MarkReadAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Says that the visitor types. At most one call in three seconds reaches the server; that one fails is nobody's concern.</summary>
    /// <param name="text">The text so far; it is sent only where the widget allows the preview.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task TypingAsync(string? text, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Closes the conversation.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task CloseAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Rates the conversation.</summary>
    /// <param name="rating">1 (worst) to 5 (best).</param>
    /// <param name="comment">A remark; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task RateAsync(int rating, string? comment, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
