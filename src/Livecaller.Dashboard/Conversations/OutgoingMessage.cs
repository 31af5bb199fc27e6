using Livecaller.Protocol;

namespace Livecaller.Dashboard.Conversations;

/// <summary>A message of this operator that the server has not stored yet.</summary>
internal sealed record OutgoingMessage(MessageId Id, string Content, MessagePayload? ReplyTo, DateTimeOffset At)
{
    /// <summary>Why it was refused; null while it is on its way.</summary>
    internal string? Failure { get; init; }
}
