using System.Text.Json;
using Livecaller.Background;
using Livecaller.Conversations;

namespace Livecaller;

/// <summary>An event that a host app can react to, usable with <c>switch</c>.</summary>
public abstract record LivecallerEvent
{
    private readonly JsonElement? _raw;

    private protected LivecallerEvent(LivecallerEventType type) => Type = type;

    /// <summary>The type of the event.</summary>
    public LivecallerEventType Type { get; }

    /// <summary>The server's JSON object; undefined for events that the SDK creates itself.</summary>
    public JsonElement Raw { get => _raw ?? Source?.Tree ?? default; init => _raw = value; }

    /// <summary>The source of <see cref="Raw"/>, parsed when it is read first.</summary>
    internal EventPayload? Source { get; init; }
}

/// <summary>A conversation started. Published once for each conversation in a process.</summary>
/// <param name="Conversation">The conversation.</param>
public sealed record ConversationWasStarted(ConversationPayload Conversation) : LivecallerEvent(LivecallerEventType.ConversationWasStarted);

/// <summary>An operator or a bot sent a message. Not published for the visitor's own messages.</summary>
/// <param name="Message">The message.</param>
public sealed record ConversationMessageReceived(MessagePayload Message) : LivecallerEvent(LivecallerEventType.ConversationMessageReceived);

/// <summary>A conversation was closed by either party.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ClosedBy">Who closed it; null when the server does not tell.</param>
public sealed record ConversationWasClosed(ConversationId ConversationId, ParticipantType? ClosedBy)
    : LivecallerEvent(LivecallerEventType.ConversationWasClosed);

/// <summary>
/// The session lost its access to a conversation, which was removed from the persisted session. Sign in again with a new token.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
public sealed record ConversationAuthFailed(ConversationId ConversationId) : LivecallerEvent(LivecallerEventType.ConversationAuthFailed);

/// <summary>The state of the realtime connection changed.</summary>
/// <param name="State">The new state.</param>
public sealed record ConnectionStateChanged(ConnectionState State) : LivecallerEvent(LivecallerEventType.ConnectionStateChanged);

/// <summary>The number of unread messages over all open conversations changed.</summary>
/// <param name="UnreadCount">The new number.</param>
public sealed record UnreadCountChanged(int UnreadCount) : LivecallerEvent(LivecallerEventType.UnreadCountChanged);

/// <summary>
/// Another visitor is signed in, or none. Every existing <see cref="Conversation"/> is empty and no longer updated; open it again.
/// </summary>
/// <param name="Visitor">The visitor; null after a logout.</param>
public sealed record VisitorChanged(VisitorPayload? Visitor) : LivecallerEvent(LivecallerEventType.VisitorChanged);

/// <summary>The status of one of the visitor's own messages, loaded or sent here, changed.</summary>
/// <param name="ConversationId">The conversation; null while its first message is being sent.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Status">The new status.</param>
/// <param name="Reason">Why the server refused it; null unless <see cref="MessageStatus.Failed"/>.</param>
public sealed record MessageStatusChanged(ConversationId? ConversationId, MessageId MessageId, MessageStatus Status, string? Reason)
    : LivecallerEvent(LivecallerEventType.MessageStatusChanged);

/// <summary>The other side started or stopped typing.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Sender">Who is typing; null when typing has stopped.</param>
public sealed record TypingChanged(ConversationId ConversationId, MessageSender? Sender) : LivecallerEvent(LivecallerEventType.TypingChanged);

/// <summary>
/// Session or outbox can no longer be saved, for example because the disk is full, or can be saved again. The chat works meanwhile.
/// </summary>
/// <param name="IsDurable">Whether they can be saved.</param>
/// <param name="Failure">Why they cannot be saved; null when they can.</param>
public sealed record DurabilityChanged(bool IsDurable, Exception? Failure) : LivecallerEvent(LivecallerEventType.DurabilityChanged);

/// <summary>
/// The server no longer accepts the identified visitor's session, and no <see cref="LivecallerOptions.TokenProvider"/> could renew it. Sign in again
/// with a new token. Published once for each session, whether a conversation is open or not; for open ones, <see cref="ConversationAuthFailed"/> is
/// published too.
/// </summary>
/// <param name="Visitor">The visitor.</param>
public sealed record SessionExpired(VisitorPayload Visitor) : LivecallerEvent(LivecallerEventType.SessionExpired);

/// <summary>The visitor whose session had expired (<see cref="SessionExpired"/>) signed in again. Messages that waited are sent.</summary>
/// <param name="Visitor">The visitor.</param>
public sealed record SessionRenewed(VisitorPayload Visitor) : LivecallerEvent(LivecallerEventType.SessionRenewed);

/// <summary>The app changed the language (<see cref="LivecallerClient.UpdateLocaleAsync"/>).</summary>
/// <param name="Language">The new language as a BCP 47 tag.</param>
public sealed record LanguageChanged(string Language) : LivecallerEvent(LivecallerEventType.LanguageChanged);

/// <summary>The visitor turned sounds and notifications off or on. It does not affect what is delivered.</summary>
/// <param name="IsMuted">Whether they are off.</param>
public sealed record MutedChanged(bool IsMuted) : LivecallerEvent(LivecallerEventType.MutedChanged);
