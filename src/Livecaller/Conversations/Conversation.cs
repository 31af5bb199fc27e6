using System.Diagnostics.CodeAnalysis;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Session;

namespace Livecaller;

/// <summary>The live state of one conversation, shared by all callers that open it. It is thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It is shared, and ends with its visitor.")]
public sealed partial class Conversation
{
    private readonly ConversationState _state;
    private readonly MessageStatuses _statuses;
    private readonly ConversationOutbox _outbox;
    private readonly HistoryLoader _history;
    private readonly TypingState _typing;
    private readonly VisitorApi _api;
    private readonly IConversationOwner _owner;
    private readonly Fence _fence;

    internal Conversation(
        ConversationState state, MessageStatuses statuses, ConversationOutbox outbox, HistoryLoader history, TypingState typing,
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

    /// <summary>The current state of the conversation, as a UI shows it.</summary>
    public ConversationSnapshot Snapshot => _state.Snapshot;

    internal ConversationId? Id => _state.Id;

    internal bool IsWatched => _state.IsWatched;

    internal bool HasOutgoing => _outbox.HasWork;

    /// <summary>Whether it is closed, nothing subscribes to it, and all of its messages are stored.</summary>
    internal bool CanBeReleased => !IsWatched && !_outbox.HasEntries && Snapshot.Info is { IsOpen: false };

    /// <summary>Calls a callback after every change, one call at a time. A slow callback receives the newest state and misses those in between.</summary>
    /// <param name="onChanged">Receives the newest snapshot. An exception in it is logged, and the updates continue.</param>
    /// <returns>The subscription, with the snapshot that the updates follow. Dispose it to end the updates.</returns>
    public ConversationSubscription Subscribe(Action<ConversationSnapshot> onChanged)
    {
        ArgumentNullException.ThrowIfNull(onChanged);
        return Keep(_state.Subscribe(onChanged, Release));
    }

    /// <summary>
    /// Calls and awaits an asynchronous callback after every change, one call at a time. A slow callback receives the newest state and misses those in
    /// between.
    /// </summary>
    /// <param name="onChanged">Receives the newest snapshot. An exception in it is logged, and the updates continue.</param>
    /// <returns>The subscription, with the snapshot that the updates follow. Dispose it to end the updates.</returns>
    public ConversationSubscription Subscribe(Func<ConversationSnapshot, Task> onChanged)
    {
        ArgumentNullException.ThrowIfNull(onChanged);
        return Keep(_state.Subscribe(onChanged, Release));
    }

    /// <summary>
    /// Sends a message. It is shown at once as <see cref="MessageStatus.Pending"/>. The task completes when the message and its files are saved in
    /// the outbox: from then on it is sent as soon as the server can be reached, also after a restart.
    /// <see cref="WaitUntilSentAsync"/> and <see cref="MessageStatusChanged"/> report the progress.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Withdraws the message, as long as it is not saved.</param>
    /// <returns>The message as it is shown.</returns>
    /// <exception cref="ArgumentException">There is neither a text with visible characters nor a file, or a message with this id exists already.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or the visitor session ended.</exception>
    /// <exception cref="IOException">A file could not be read. The message was withdrawn.</exception>
    public async Task<ConversationMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (InvisibleText.IsBlank(message.Content) && message.Attachments.Count == 0 && message.Uploads.Count == 0)
        {
            throw new ArgumentException("A message needs a text with visible characters or a file.", nameof(message));
        }

        _typing.Sent();
        // A sent message follows the newest message, so that is what the visitor sees next.
        _ = _history.ShowNewestAsync(CancellationToken.None);
        return await _outbox.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until the server has stored the message (<see cref="MessageStatus.Sent"/>) or has refused it
    /// (<see cref="MessageStatus.Failed"/>, with the reason). Without a network, it waits for the network.
    /// </summary>
    /// <param name="id">A message that was sent here or is loaded.</param>
    /// <param name="cancellationToken">Cancels the wait, not the sending.</param>
    /// <exception cref="ArgumentException">There is no such message.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled, the message was discarded, or the visitor session ended.</exception>
    public Task<ConversationMessage> WaitUntilSentAsync(MessageId id, CancellationToken cancellationToken = default) =>
        _outbox.Settled(id)?.WaitAsync(cancellationToken)
        ?? (_state.Find(id) is { } message
            ? Task.FromResult(message)
            : throw new ArgumentException($"No message {id} was sent here or is loaded.", nameof(id)));

    /// <summary>Sends a failed message again, with the same id. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Cancels the wait until that is saved, not the sending.</param>
    public Task RetryAsync(MessageId id, CancellationToken cancellationToken = default) =>
        _outbox.RetryAsync(id).WaitAsync(cancellationToken);

    /// <summary>
    /// Sends a failed message in another conversation instead, with its files, for example when this conversation was closed meanwhile. It keeps its
    /// id, so that it is stored only once, and is no longer a reply to a message of this conversation.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="target">The other conversation, of the same visitor.</param>
    /// <param name="departmentId">The department, if the conversation starts with this message; null for any.</param>
    /// <param name="fields">The answers of the widget's form, if the conversation starts with this message; null for none.</param>
    /// <param name="cancellationToken">Cancels the wait until that is saved, not the sending.</param>
    /// <returns>Whether it was moved; false for a message that has not failed.</returns>
    /// <exception cref="ArgumentException">The conversation is the same, or another visitor's.</exception>
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

    /// <summary>Removes a message that the server has not stored, and cancels its uploads. Does nothing for any other message.</summary>
    /// <param name="id">The message.</param>
    public void Discard(MessageId id) => _outbox.Discard(id);

    /// <summary>Loads the page of messages before the oldest loaded one. Concurrent calls wait for the same page.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task LoadEarlierAsync(CancellationToken cancellationToken = default) => _history.LoadEarlierAsync(cancellationToken);

    /// <summary>Loads the page of messages after the newest loaded one, if <see cref="ConversationSnapshot.HasLater"/> is true.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public Task LoadLaterAsync(CancellationToken cancellationToken = default) => _history.LoadLaterAsync(cancellationToken);

    /// <summary>Loads the newest messages when the loaded ones end before them. Sending a message does the same.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task ShowNewestAsync(CancellationToken cancellationToken = default) => _history.ShowNewestAsync(cancellationToken);

    /// <summary>
    /// Makes sure that a message is loaded, for example one that another message replies to. If necessary, loads the page around it.
    /// </summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it is loaded now; false when the conversation has no such message.</returns>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public Task<bool> ShowAsync(MessageId id, CancellationToken cancellationToken = default) => _history.ShowAsync(id, cancellationToken);

    /// <summary>Marks everything up to the newest loaded message as read by the visitor.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
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
    /// Reports that the visitor is typing. Call it with every change: at most one call in three seconds, and always the last one, reaches the server.
    /// Failures are ignored.
    /// </summary>
    /// <param name="text">The text so far. It is sent only if the widget has the typing preview turned on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task TypingAsync(string? text, CancellationToken cancellationToken = default) => _typing.ReportAsync(text, cancellationToken);

    /// <summary>Closes the conversation. Does nothing before it was started.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (Id is not { } id) return;
        var closed = await _api.CloseAsync(id, cancellationToken).ConfigureAwait(false);
        _fence.TryRun(() => ShowInfo(closed, isListed: false));
    }

    /// <summary>Rates the conversation and sets <see cref="ConversationPayload.Rating"/>. Does nothing before it was started.</summary>
    /// <param name="rating">1 (worst) to 5 (best).</param>
    /// <param name="comment">A comment; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RateAsync(int rating, string? comment, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rating, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rating, 5);
        if (Id is not { } id) return;
        await _api.RateAsync(id, rating, comment, cancellationToken).ConfigureAwait(false);
        _fence.TryRun(() => _state.Update(m => m.WithRating(rating)));
    }

    /// <summary>Changes the address that the visitor is answered at. Does nothing before the conversation was started.</summary>
    /// <param name="email">The email address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The email address is not valid.</exception>
    public async Task ChangeEmailAsync(string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        if (!WidgetFieldRules.IsEmail(email.Trim())) throw new ArgumentException("The email address is not valid.", nameof(email));
        if (Id is { } id) await _api.ChangeEmailAsync(id, email.Trim(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Requests an email with the transcript of the conversation. It is sent soon, or later when the mail server is not available.</summary>
    /// <param name="email">The email address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The email address is not valid.</exception>
    /// <exception cref="InvalidOperationException">The conversation was not started.</exception>
    /// <exception cref="LivecallerApiException">The server refused: 409 when it cannot send email, which a widget without the feature <c>transcript</c> indicates, or when <see cref="ConversationPayload.TranscriptAllowed"/> is false; 429 when enough were sent in the last day.</exception>
    public async Task RequestTranscriptAsync(string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        if (!WidgetFieldRules.IsEmail(email.Trim())) throw new ArgumentException("The email address is not valid.", nameof(email));
        if (Id is not { } id) throw new InvalidOperationException("The conversation was not started.");
        await _api.RequestTranscriptAsync(id, email.Trim(), cancellationToken).ConfigureAwait(false);
    }
}
