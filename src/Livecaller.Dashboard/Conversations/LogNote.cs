namespace Livecaller.Dashboard.Conversations;

/// <summary>An event between the messages.</summary>
internal sealed record LogNote(
    long Sequence, DateTimeOffset At, LogNoteKind Kind, OperatorSummary? Operator = null, ParticipantType? ClosedBy = null);

/// <summary>What happened.</summary>
internal enum LogNoteKind
{
    /// <summary>An operator took the conversation.</summary>
    Joined,

    /// <summary>The conversation was closed.</summary>
    Closed,
}
