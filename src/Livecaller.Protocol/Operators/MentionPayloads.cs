namespace Livecaller.Protocol;

/// <summary>An operator whom notes of a conversation mention.</summary>
/// <param name="OperatorId">The operator.</param>
/// <param name="At">When the newest of these notes was written.</param>
/// <param name="IsRead">Whether the operator has read it.</param>
public sealed record ConversationMention(OperatorId OperatorId, DateTimeOffset At, bool IsRead);

/// <summary>An operator has read the notes that mention them.</summary>
public sealed record MentionReadPayload
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>The place of the mark in the operators' log of the conversation.</summary>
    public required long OperatorSequence { get; init; }

    /// <summary>Who has read them.</summary>
    public required OperatorId OperatorId { get; init; }
}
