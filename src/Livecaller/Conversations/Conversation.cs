using System.Diagnostics.CodeAnalysis;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Protocol;
using Livecaller.Session;

namespace Livecaller;

/// <summary>The live state of one conversation, shared by everybody who opens it. Safe for any number of threads.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Whoever shares it must not end it: it ends with its visitor.")]
public sealed partial class Conversation
{
    private readonly ConversationState _state;
    private readonly MessageStatuses _statuses;
    private readonly ConversationOutbox _outbox;
    private readonly HistoryLoader _history;
    private readonly TypingIndicator _typing;
    private readonly VisitorApi _api;
    private readonly IConversationOwner _owner;
    private readonly Fence _fence;

    internal Conversation(
        ConversationState state, MessageStatuses statuses, ConversationOutbox outbox, HistoryLoader history, TypingIndicator typing,
        VisitorApi api, IConversationOwner owner, Fence fence)
    {
        _state = state;
        _statuses = statuses;
        _outbox = outbox;
        _history = history;
        _typing = typing;
        _api = api;
        _owner = owner;
        _fence = fence;
    }

    /// <summary>Everything that a UI shows, as of now.</summary>
    public ConversationSnapshot Snapshot => _state.Snapshot;

    internal ConversationId? Id => _state.Id;

    internal bool IsWatched => _state.IsWatched;

    internal bool HasOutgoing => _outbox.HasWork;

    /// <summary>Whether it is closed, nobody shows it, and everything that was written in it is stored.</summary>
    internal bool CanBeReleased => !IsWatched && !_outbox.HasEntries && Snapshot.Info is { IsOpen: false };

    /// <summary>Calls back after every change, one call at a time; a slow caller gets the newest state and misses those between.</summary>
    /// <param name="onChanged">Gets the newest snapshot. An exception in it is logged, and the updates go on.</param>
    /// <returns>The snapshot from which the updates go on; dispose it to end them.</returns>
    public ConversationSubscription Subscribe(Action<ConversationSnapshot> onChanged)
    {
        ArgumentNullException.ThrowIfNull(onChanged);
        return Keep(_state.Subscribe(onChanged, Release));
    }

    /// <summary>
    /// Calls and awaits an asynchronous callback after every change, one call at a time; a slow one gets the newest state and misses those between.
    /// </summary>
    /// <param name="onChanged">Gets the newest snapshot. An exception in it is logged, and the updates go on.</param>
    /// <returns>The snapshot from which the updates go on; dispose it to end them.</returns>
    public ConversationSubscription Subscribe(Func<ConversationSnapshot, Task> onChanged)
    {
        ArgumentNullException.ThrowIfNull(onChanged);
        return Keep(_state.Subscribe(onChanged, Release));
    }

    /// <summary>
    /// Sends a message. It shows at once as <see cref="MessageStatus.Pending"/>; the task ends when the message and its files are kept
    /// in the outbox, beside the session: from then on it is sent once the server can be reached, after a restart too.
    /// <see cref="WaitUntilSentAsync"/> and <see cref="MessageStatusChanged"/> tell how it goes on.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Takes the message back, as long as it is not kept.</param>
    /// <returns>The message as it is shown.</returns>
    /// <exception cref="ArgumentException">There is neither a text with visible characters nor a file, or another message has this id.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the visitor is gone.</exception>
    /// <exception cref="IOException">A file could not be read; the message was taken back.</exception>
    public async Task<ConversationMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (InvisibleText.IsBlank(message.Content) && message.Attachments.Count == 0 && message.Uploads.Count == 0)
        {
            throw new ArgumentException("A message needs a text with visible characters or a file.", nameof(message));
        }

        _typing.Sent();
        // What is sent stands behind the newest message: that is where the visitor goes.
        _ = _history.ShowNewestAsync(CancellationToken.None);
        return await _outbox.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until the server has stored the message (<see cref="MessageStatus.Sent"/>) or has refused it
    /// (<see cref="MessageStatus.Failed"/>, with the reason). Without network that takes as long as the network does.
    /// </summary>
    /// <param name="id">A message that was sent here, or that is loaded.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <exception cref="ArgumentException">There is no such message.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled, the message was discarded, or the visitor is gone.</exception>
    public Task<ConversationMessage> WaitUntilSentAsync(MessageId id, CancellationToken cancellationToken = default) =>
        _outbox.Settled(id)?.WaitAsync(cancellationToken)
        ?? (_state.Find(id) is { } message
            ? Task.FromResult(message)
            : throw new ArgumentException($"No message {id} was sent here or is loaded.", nameof(id)));

    /// <summary>Sends a failed message again, with the same id. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Ends the waiting until that is kept, not the sending.</param>
    public Task RetryAsync(MessageId id, CancellationToken cancellationToken = default) =>
        _outbox.RetryAsync(id).WaitAsync(cancellationToken);

    /// <summary>
    /// Sends a failed message in another conversation instead, with its files: such as one that was written as this conversation was closed. It keeps its id,
    /// so that it is stored once whatever happens, and no longer answers a message of this conversation.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="target">The conversation that it goes to, of the same visitor.</param>
    /// <param name="departmentId">The department that should take the conversation, where it begins with this message; null for any.</param>
    /// <param name="fields">The answers of the widget's form, where the conversation begins with this message; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting until that is kept, not the sending.</param>
    /// <returns>Whether it was moved; false for any other message than a failed one.</returns>
    /// <exception cref="ArgumentException">The conversation is this one, or another visitor's.</exception>
    public async Task<bool> MoveAsync(
        MessageId id, Conversation target, DepartmentId? departmentId = null, IReadOnlyDictionary<string, string>? fields = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target == this || target._fence != _fence) throw new ArgumentException("Expected another conversation of the same visitor.", nameof(target));
        if (_outbox.GiveUp(id) is not { } entry) return false;
        await target._outbox.TakeAsync(entry, departmentId, fields).WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes a message away that the server has not stored, and cancels its uploads. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    public void Discard(MessageId id) => _outbox.Discard(id);

    /// <summary>Loads the page of messages before the oldest loaded one. Calls while one is under way wait for that one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task LoadEarlierAsync(CancellationToken cancellationToken = default) => _history.LoadEarlierAsync(cancellationToken);

    /// <summary>Loads the page of messages after the newest loaded one, where <see cref="ConversationSnapshot.HasLater"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public Task LoadLaterAsync(CancellationToken cancellationToken = default) => _history.LoadLaterAsync(cancellationToken);

    /// <summary>Goes to the newest messages, when those that are loaded end before them. Sending does that too.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task ShowNewestAsync(CancellationToken cancellationToken = default) => _history.ShowNewestAsync(cancellationToken);

    /// <summary>
    /// Makes sure that a message is loaded, such as one that another one answers: loads the page around it if it is not.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it is loaded now; false when the conversation has no such message.</returns>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public Task<bool> ShowAsync(MessageId id, CancellationToken cancellationToken = default) => _history.ShowAsync(id, cancellationToken);

    /// <summary>Says that the visitor has read everything up to the newest loaded message.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task MarkReadAsync(CancellationToken cancellationToken = default)
    {
        var snapshot = Snapshot;
        var newest = snapshot.Newest();
        if (Id is not { } id || newest == 0 || (newest <= snapshot.VisitorReadSequence && snapshot.UnreadCount == 0)) return;
        _fence.TryRun(() =>
        {
            _state.Update(m => m.WithRead(ParticipantType.Visitor, newest));
            _owner.CountUnread();
        });
        await _api.MarkReadAsync(id, newest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Says that the visitor types; call it with every change. At most one call in three seconds reaches the server, the last one always;
    /// that one fails is nobody's concern.
    /// </summary>
    /// <param name="text">The text so far; it is sent only where the widget allows the preview.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task TypingAsync(string? text, CancellationToken cancellationToken = default) => _typing.TellAsync(text, cancellationToken);

    /// <summary>Closes the conversation. Does nothing before it was begun.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (Id is not { } id) return;
        var closed = await _api.CloseAsync(id, cancellationToken).ConfigureAwait(false);
        _fence.TryRun(() => ShowInfo(closed, isListed: false));
    }

    /// <summary>Rates the conversation; <see cref="ConversationPayload.Rating"/> tells it from then on. Does nothing before it was begun.</summary>
    /// <param name="rating">1 (worst) to 5 (best).</param>
    /// <param name="comment">A remark; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task RateAsync(int rating, string? comment, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rating, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rating, 5);
        if (Id is not { } id) return;
        await _api.RateAsync(id, rating, comment, cancellationToken).ConfigureAwait(false);
        _fence.TryRun(() => _state.Update(m => m.WithRating(rating)));
    }

    /// <summary>Asks the server to mail the conversation, as it is then. It is mailed soon, and later where the mail server is away.</summary>
    /// <param name="email">The address that it is mailed to.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">It is no e-mail address.</exception>
    /// <exception cref="InvalidOperationException">The conversation was not begun.</exception>
    /// <exception cref="LivecallerApiException">The server refused: 409 when it cannot send mail, as a widget without the feature <c>transcript</c> says beforehand.</exception>
    public async Task RequestTranscriptAsync(string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        if (!WidgetFieldRules.IsEmail(email.Trim())) throw new ArgumentException("It is no e-mail address.", nameof(email));
        if (Id is not { } id) throw new InvalidOperationException("The conversation was not begun.");
        await _api.RequestTranscriptAsync(id, email.Trim(), cancellationToken).ConfigureAwait(false);
    }
}
