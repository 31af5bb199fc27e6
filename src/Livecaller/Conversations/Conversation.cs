using System.Diagnostics.CodeAnalysis;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Protocol;

namespace Livecaller;

/// <summary>The live state of one conversation, shared by everybody who opens it. Safe for any number of threads.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Whoever shares it must not end it: it ends with its visitor.")]
public sealed partial class Conversation
{
    private readonly VisitorScope _scope;
    private readonly ConversationState _state;
    private readonly Outbox _outbox;
    private readonly HistoryLoader _history;
    private readonly TypingIndicator _typing;
    private string? _id;

    internal Conversation(VisitorScope scope, ConversationId? id)
    {
        _scope = scope;
        _id = id?.Value;
        _state = new(scope.Logger);
        _outbox = new(this, _state, scope);
        _history = new(this, _state, scope);
        _typing = new(this, _state, scope);
        // What was not begun has nothing to load.
        if (id is null) _state.Update(m => m with { IsLoaded = true, Snapshot = m.Snapshot with { Phase = ConversationPhase.Ready } });
    }

    /// <summary>Everything that a UI shows, as of now.</summary>
    public ConversationSnapshot Snapshot => _state.Snapshot;

    internal ConversationId? Id => Volatile.Read(ref _id) is { } id ? new(id) : null;

    internal bool IsWatched => _state.IsWatched;

    internal bool HasOutgoing => _outbox.HasWork;

    /// <summary>Calls back after every change, one call at a time; a slow caller gets the newest state and misses those between.</summary>
    /// <param name="onChanged">Gets the newest snapshot.</param>
    /// <returns>The snapshot from which the updates go on; dispose it to end them.</returns>
    public ConversationSubscription Subscribe(Action<ConversationSnapshot> onChanged)
    {
        ArgumentNullException.ThrowIfNull(onChanged);
        return _state.Subscribe(onChanged);
    }

    /// <summary>
    /// Sends a message. It shows at once as <see cref="MessageStatus.Pending"/>; the task ends when the server has stored it,
    /// or has refused it (<see cref="MessageStatus.Failed"/> with the reason). Without network it waits and tries again.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <exception cref="ArgumentException">There is neither a text nor an attachment.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled, the message was discarded, or the visitor is gone.</exception>
    public Task<ConversationMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (string.IsNullOrWhiteSpace(message.Content) && message.Attachments.Count == 0)
        {
            throw new ArgumentException("A message needs a text or an attachment.", nameof(message));
        }

        return _outbox.Send(message).WaitAsync(cancellationToken);
    }

    /// <summary>Sends a failed message again, with the same id. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    public Task RetryAsync(MessageId id, CancellationToken cancellationToken = default) =>
        _outbox.Retry(id).WaitAsync(cancellationToken);

    /// <summary>Takes a message away that the server has not stored. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    public void Discard(MessageId id) => _outbox.Discard(id);

    /// <summary>Loads the page of messages before the oldest loaded one. Calls while one is under way wait for that one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task LoadEarlierAsync(CancellationToken cancellationToken = default) => _history.LoadEarlierAsync(cancellationToken);

    /// <summary>Says that the visitor has read everything up to the newest loaded message.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task MarkReadAsync(CancellationToken cancellationToken = default)
    {
        var snapshot = Snapshot;
        var newest = snapshot.Messages.Select(m => m.Payload.Sequence).DefaultIfEmpty().Max();
        if (Id is not { } id || newest == 0 || (newest <= snapshot.VisitorReadSequence && snapshot.UnreadCount == 0)) return;
        _scope.Fence.TryRun(() =>
        {
            _state.Update(m => m.WithRead(ParticipantType.Visitor, newest));
            _scope.CountUnread();
        });
        await _scope.CallAsync((api, token, end) => api.ReadAsync(token, id, newest, end), cancellationToken);
    }

    /// <summary>Says that the visitor types. At most one call in three seconds reaches the server; that one fails is nobody's concern.</summary>
    /// <param name="text">The text so far; it is sent only where the widget allows the preview.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task TypingAsync(string? text, CancellationToken cancellationToken = default) => _typing.TellAsync(text, cancellationToken);

    /// <summary>Closes the conversation. Does nothing before it was begun.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (Id is not { } id) return;
        var closed = await _scope.CallAsync((api, token, end) => api.CloseAsync(token, id, end), cancellationToken);
        _scope.Fence.TryRun(() => ShowInfo(closed, isListed: false));
    }

    /// <summary>Rates the conversation. Does nothing before it was begun.</summary>
    /// <param name="rating">1 (worst) to 5 (best).</param>
    /// <param name="comment">A remark; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task RateAsync(int rating, string? comment, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rating, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rating, 5);
        if (Id is not { } id) return;
        await _scope.CallAsync((api, token, end) => api.RateAsync(token, id, rating, comment, end), cancellationToken);
    }
}
