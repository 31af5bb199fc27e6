using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/snooze</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SnoozeRequest
{
    /// <summary>When the conversation comes back to the lists at the latest; null for not before the visitor writes.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Whether a conversation is out of the lists of what is to be done.</summary>
public sealed record SnoozePayload
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>The place of the change in the operators' log of the conversation.</summary>
    public required long OperatorSequence { get; init; }

    /// <summary>Whether it is snoozed.</summary>
    public required bool IsSnoozed { get; init; }

    /// <summary>When it comes back at the latest; null for not before the visitor writes, and when it is not snoozed.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who changed it; null when its time had come, or the visitor has written.</summary>
    public OperatorSummary? By { get; init; }
}

/// <summary>A conversation that was erased.</summary>
/// <param name="ConversationId">The conversation.</param>
public sealed record ErasedPayload(ConversationId ConversationId);
