using System.Text.Json;
using Livecaller.Background;
using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller;

/// <summary>Something that a host app may want to react to. Made for <c>switch</c>.</summary>
public abstract record LivecallerEvent
{
    private readonly JsonElement? _raw;

    private protected LivecallerEvent(LivecallerEventType type) => Type = type;

    /// <summary>The kind of event.</summary>
    public LivecallerEventType Type { get; }

    /// <summary>The server's JSON object; undefined for events that the SDK itself made.</summary>
    public JsonElement Raw { get => _raw ?? Source?.Tree ?? default; init => _raw = value; }

    /// <summary>Where <see cref="Raw"/> comes from once somebody asks for it.</summary>
    internal EventData? Source { get; init; }
}

/// <summary>A conversation became active. Comes once for each conversation in the life of the process.</summary>
/// <param name="Conversation">The conversation.</param>
public sealed record ConversationWasStarted(ConversationPayload Conversation) : LivecallerEvent(LivecallerEventType.ConversationWasStarted);

/// <summary>An operator (or a bot) sent a message. The visitor's own messages do not come back.</summary>
/// <param name="Message">The message.</param>
public sealed record ConversationMessageReceived(MessagePayload Message) : LivecallerEvent(LivecallerEventType.ConversationMessageReceived);

/// <summary>A conversation was closed by either party.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ClosedBy">Who closed it; null when the server does not say.</param>
public sealed record ConversationWasClosed(ConversationId ConversationId, ParticipantType? ClosedBy)
    : LivecallerEvent(LivecallerEventType.ConversationWasClosed);

/// <summary>
/// The session may not listen to a conversation any more, which was dropped from the persisted session already:
/// sign in again with a fresh token.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
public sealed record ConversationAuthFailed(ConversationId ConversationId) : LivecallerEvent(LivecallerEventType.ConversationAuthFailed);

/// <summary>The realtime connection came, went, or gave up.</summary>
/// <param name="State">Where it stands now.</param>
public sealed record ConnectionStateChanged(ConnectionState State) : LivecallerEvent(LivecallerEventType.ConnectionStateChanged);

/// <summary>The number of unread messages over all open conversations is another one.</summary>
/// <param name="UnreadCount">The number now.</param>
public sealed record UnreadCountChanged(int UnreadCount) : LivecallerEvent(LivecallerEventType.UnreadCountChanged);

/// <summary>
/// Another visitor is signed in, or none: every <see cref="Conversation"/> from before is empty and dead. Open it anew.
/// </summary>
/// <param name="Visitor">The visitor; null after a logout.</param>
public sealed record VisitorChanged(VisitorPayload? Visitor) : LivecallerEvent(LivecallerEventType.VisitorChanged);

/// <summary>One of the visitor's own messages, loaded or sent here, got further on its way.</summary>
/// <param name="ConversationId">The conversation; null while its first message is on its way.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Reason">Why the server refused it; null unless <see cref="MessageStatus.Failed"/>.</param>
public sealed record MessageStatusChanged(ConversationId? ConversationId, MessageId MessageId, MessageStatus Status, string? Reason)
    : LivecallerEvent(LivecallerEventType.MessageStatusChanged);

/// <summary>The other side began to type, or stopped.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Sender">Who types; null when nobody does any more.</param>
public sealed record TypingChanged(ConversationId ConversationId, MessageSender? Sender) : LivecallerEvent(LivecallerEventType.TypingChanged);

/// <summary>
/// What must outlive the process can no longer be written, for example because the disk is full, or can be written again.
/// The chat goes on meanwhile.
/// </summary>
/// <param name="IsDurable">Whether it can be written.</param>
/// <param name="Failure">What went wrong; null when nothing does.</param>
public sealed record DurabilityChanged(bool IsDurable, Exception? Failure) : LivecallerEvent(LivecallerEventType.DurabilityChanged);

/// <summary>
/// The server does not take the identified visitor's session any more, and no <see cref="LivecallerOptions.TokenProvider"/> could renew it:
/// sign in again with a fresh token. Comes once for each session, whether a conversation is open or not; open ones say
/// <see cref="ConversationAuthFailed"/> beside it.
/// </summary>
/// <param name="Visitor">Whose session it was.</param>
public sealed record SessionExpired(VisitorPayload Visitor) : LivecallerEvent(LivecallerEventType.SessionExpired);

/// <summary>The visitor whose session had expired (<see cref="SessionExpired"/>) signed in again: what waited goes on.</summary>
/// <param name="Visitor">The visitor.</param>
public sealed record SessionRenewed(VisitorPayload Visitor) : LivecallerEvent(LivecallerEventType.SessionRenewed);

/// <summary>The app asked for another language (<see cref="LivecallerClient.UpdateLocaleAsync"/>).</summary>
/// <param name="Language">The BCP 47 tag that holds now.</param>
public sealed record LanguageChanged(string Language) : LivecallerEvent(LivecallerEventType.LanguageChanged);

/// <summary>The visitor wants to hear no sounds and see no notices any more, or wants them again. Messages are delivered all the same.</summary>
/// <param name="IsMuted">What holds now.</param>
public sealed record MutedChanged(bool IsMuted) : LivecallerEvent(LivecallerEventType.MutedChanged);
