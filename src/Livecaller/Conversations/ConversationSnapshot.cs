using System.Collections.Immutable;
using Livecaller.Protocol;

namespace Livecaller.Conversations;

/// <summary>Everything that a UI shows of a conversation, at one moment. Immutable.</summary>
public sealed record ConversationSnapshot
{
    /// <summary>A conversation that was not begun: it starts with its first message.</summary>
    public static ConversationSnapshot Empty { get; } = new();

    /// <summary>Where loading stands.</summary>
    public ConversationPhase Phase { get; init; } = ConversationPhase.Loading;

    /// <summary>The conversation as the server knows it; null before it was begun.</summary>
    public ConversationPayload? Info { get; init; }

    /// <summary>
    /// The loaded messages, oldest first and without holes; those that are still on their way stand at the end.
    /// At most <see cref="LivecallerOptions.MaxLoadedMessages"/>.
    /// </summary>
    public MessageList Messages { get; init; } = MessageList.Empty;

    /// <summary>Whether older messages can be loaded.</summary>
    public bool HasEarlier { get; init; }

    /// <summary>Whether newer messages can be loaded: the loaded ones end before the newest.</summary>
    public bool HasLater { get; init; }

    /// <summary>How many messages of the other side the visitor has not read.</summary>
    public int UnreadCount { get; init; }

    /// <summary>The sequence up to which the operator has read.</summary>
    public long OperatorReadSequence { get; init; }

    /// <summary>The sequence up to which the operator's devices have everything.</summary>
    public long OperatorDeliveredSequence { get; init; }

    /// <summary>The sequence up to which the visitor has read.</summary>
    public long VisitorReadSequence { get; init; }

    /// <summary>Who is typing on the other side; null when nobody is.</summary>
    public MessageSender? Typing { get; init; }
}

/// <summary>Where the loading of a conversation stands.</summary>
public enum ConversationPhase
{
    /// <summary>Nothing is there yet.</summary>
    Loading,

    /// <summary>It shows what the server has.</summary>
    Ready,

    /// <summary>It could not be loaded; it is tried again.</summary>
    Unavailable,
}

/// <summary>A message as a UI shows it: the server's, or one that is on its way.</summary>
public sealed record ConversationMessage
{
    /// <summary>The message; while it is on its way its sequence is 0.</summary>
    public required MessagePayload Payload { get; init; }

    /// <summary>Where the visitor's own message stands; <see cref="MessageStatus.Sent"/> for the other side's.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Its files that are on their way; empty once the server has stored it.</summary>
    public ImmutableArray<MessageUpload> Uploads { get; init; } = [];

    /// <summary>Why it could not be sent; null unless <see cref="MessageStatus.Failed"/>.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The id; stays the same from the first moment on.</summary>
    public MessageId Id => Payload.Id;

    /// <summary>Whether the visitor sent it.</summary>
    public bool IsOwn => Payload.Sender.Type == ParticipantType.Visitor;
}

/// <summary>Where a message stands on its way to the other side.</summary>
public enum MessageStatus
{
    /// <summary>It waits, or is being sent.</summary>
    Pending,

    /// <summary>The server has stored it.</summary>
    Sent,

    /// <summary>The other side's device has it.</summary>
    Delivered,

    /// <summary>The other side has read it.</summary>
    Read,

    /// <summary>The server refused it; it can be sent again or discarded.</summary>
    Failed,
}
