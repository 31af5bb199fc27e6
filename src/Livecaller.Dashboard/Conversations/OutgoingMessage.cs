namespace Livecaller.Dashboard.Conversations;

/// <summary>A message of this operator that the server hasn't stored yet.</summary>
internal sealed record OutgoingMessage(MessageId Id, string Content, MessagePayload? ReplyTo, DateTimeOffset At)
{
    /// <summary>Why it was rejected; null while it's being sent.</summary>
    internal string? Failure { get; init; }
}
