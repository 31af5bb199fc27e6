namespace Livecaller.Dashboard.Conversations;

/// <summary>A message of this operator that the server hasn't stored yet.</summary>
internal sealed record OutgoingMessage(MessageId Id, string Content, MessagePayload? ReplyTo, DateTimeOffset At)
{
    /// <summary>Why it was rejected; null while it's being sent.</summary>
    internal string? Failure { get; init; }

    /// <summary>When the server sends it, until which it can be taken back; null when it isn't held.</summary>
    internal DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether the conversation is closed after it.</summary>
    internal bool Closes { get; init; }
}
