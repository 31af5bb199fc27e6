using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>A conversation between a visitor and operators.</summary>
public record ConversationPayload
{
    /// <summary>The conversation's id.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>Whether it waits for an operator, is assigned to one, or is closed.</summary>
    public required ConversationStatus Status { get; init; }

    /// <summary>The department; null for none.</summary>
    public DepartmentSummary? Department { get; init; }

    /// <summary>The operator that it is assigned to; null while it waits.</summary>
    public OperatorSummary? Operator { get; init; }

    /// <summary>The position in the queue, from 1; null unless it waits.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it; null while it is open.</summary>
    public ParticipantType? ClosedBy { get; init; }

    /// <summary>The sequence of the newest event in its log.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The number of messages of the other side that the caller has not read.</summary>
    public int UnreadCount { get; init; }

    /// <summary>The sequence up to which the visitor has read; 0 for nothing.</summary>
    public long VisitorReadSequence { get; init; }

    /// <summary>The sequence up to which operators have read; 0 for nothing.</summary>
    public long OperatorReadSequence { get; init; }

    /// <summary>The sequence up to which a device of an operator has the messages; at least <see cref="OperatorReadSequence"/>, 0 for nothing.</summary>
    public long OperatorDeliveredSequence { get; init; }

    /// <summary>The visitor's rating, 1 (worst) to 5 (best); null when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Rating { get; init; }

    /// <summary>
    /// Whether the visitor can request a transcript: to the email address of their identity token, or to any address once an operator has answered.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TranscriptAllowed { get; init; }

    /// <summary>The newest message; only in the list of a visitor's conversations.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessagePreview? LastWords { get; init; }

    /// <summary>The channel that its events are published on.</summary>
    public required string Channel { get; init; }

    /// <summary>Whether it can still take messages.</summary>
    [JsonIgnore]
    public bool IsOpen => Status != ConversationStatus.Closed;
}

/// <summary>The beginning of a message.</summary>
public sealed record MessagePreview
{
    /// <summary>Who wrote it.</summary>
    public required MessageSender Sender { get; init; }

    /// <summary>At most the first 200 characters; empty for a message that was deleted or has only attachments.</summary>
    public required string Content { get; init; }

    /// <summary>The number of attachments.</summary>
    public int Attachments { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Returns the beginning of a message.</summary>
    /// <param name="message">The message.</param>
    public static MessagePreview Of(MessagePayload message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var end = Math.Min(message.Content.Length, 200);
        // Not in the middle of a character.
        if (end < message.Content.Length && char.IsHighSurrogate(message.Content[end - 1])) end--;
        return new() { Sender = message.Sender, Content = message.Content[..end], Attachments = message.Attachments.Count, CreatedAt = message.CreatedAt };
    }
}

/// <summary>The status of a conversation.</summary>
public enum ConversationStatus
{
    /// <summary>It waits for an operator.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>It is assigned to an operator.</summary>
    [JsonStringEnumMemberName("active")] Active,

    /// <summary>It is closed.</summary>
    [JsonStringEnumMemberName("closed")] Closed,
}

/// <summary>The kinds of participants of a conversation.</summary>
public enum ParticipantType
{
    /// <summary>The visitor.</summary>
    [JsonStringEnumMemberName("visitor")] Visitor,

    /// <summary>An operator.</summary>
    [JsonStringEnumMemberName("operator")] Operator,

    /// <summary>A bot.</summary>
    [JsonStringEnumMemberName("bot")] Bot,

    /// <summary>The server itself.</summary>
    [JsonStringEnumMemberName("system")] System,
}
