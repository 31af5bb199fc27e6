using System.Collections.Immutable;
using Livecaller.Conversations;

namespace Livecaller;

/// <summary>The state of a conversation at one moment, as a UI shows it. Immutable.</summary>
public sealed record ConversationSnapshot
{
    /// <summary>A conversation that was not started: it starts with its first message.</summary>
    public static ConversationSnapshot Empty { get; } = new();

    /// <summary>The state of loading.</summary>
    public ConversationPhase Phase { get; init; } = ConversationPhase.Loading;

    /// <summary>The conversation as the server knows it; null before it was started.</summary>
    public ConversationPayload? Info { get; init; }

    /// <summary>
    /// The loaded messages, oldest first and without gaps, followed by those that are being sent. At most
    /// <see cref="LivecallerOptions.MaxLoadedMessages"/>.
    /// </summary>
    public IReadOnlyList<ConversationMessage> Messages { get => Loaded; init => Loaded = value as LoadedMessages ?? LoadedMessages.Of(value); }

    internal LoadedMessages Loaded { get; init; } = LoadedMessages.Empty;

    /// <summary>Whether older messages can be loaded.</summary>
    public bool HasEarlier { get; init; }

    /// <summary>Whether newer messages can be loaded.</summary>
    public bool HasLater { get; init; }

    /// <summary>The number of the other side's messages that the visitor has not read.</summary>
    public int UnreadCount { get; init; }

    /// <summary>The sequence up to which the operator has read.</summary>
    public long OperatorReadSequence { get; init; }

    /// <summary>The sequence up to which the operator's devices have received everything.</summary>
    public long OperatorDeliveredSequence { get; init; }

    /// <summary>The sequence up to which the visitor has read.</summary>
    public long VisitorReadSequence { get; init; }

    /// <summary>Who is typing on the other side; null for nobody.</summary>
    public MessageSender? Typing { get; init; }
}

/// <summary>The state of loading a conversation.</summary>
public enum ConversationPhase
{
    /// <summary>It is being loaded.</summary>
    Loading,

    /// <summary>It is loaded.</summary>
    Ready,

    /// <summary>It could not be loaded. It is retried.</summary>
    Unavailable,
}

/// <summary>A message as a UI shows it: stored by the server, or being sent.</summary>
public sealed record ConversationMessage
{
    /// <summary>The message. Its sequence is 0 until the server has stored it.</summary>
    public required MessagePayload Payload { get; init; }

    /// <summary>The status of the visitor's own message; <see cref="MessageStatus.Sent"/> for the other side's.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Its files that are being uploaded; empty once the server has stored it.</summary>
    public ImmutableArray<MessageUpload> Uploads { get; init; } = [];

    /// <summary>Why it could not be sent; null unless <see cref="MessageStatus.Failed"/>.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The id. It never changes.</summary>
    public MessageId Id => Payload.Id;

    /// <summary>Whether the visitor sent it.</summary>
    public bool IsOwn => Payload.Sender.Type == ParticipantType.Visitor;
}

/// <summary>The delivery status of a message.</summary>
public enum MessageStatus
{
    /// <summary>It waits or is being sent.</summary>
    Pending,

    /// <summary>The server has stored it.</summary>
    Sent,

    /// <summary>A device of the other side has received it.</summary>
    Delivered,

    /// <summary>The other side has read it.</summary>
    Read,

    /// <summary>The server refused it. It can be sent again or discarded.</summary>
    Failed,
}
