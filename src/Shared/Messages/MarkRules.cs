using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>How far a side has read or received a conversation. Marks only increase, and never exceed the end of the log.</summary>
internal static class MarkRules
{
    /// <summary>The problem of a mark that the log does not reach; null when it can be taken.</summary>
    public static Problem? Check(long sequence, long lastSequence) => sequence >= 0 && sequence <= lastSequence ? null
        : Problems.Invalid("sequence", $"Expected 0 to {lastSequence}, received {sequence}.");

    /// <summary>Whether a message counts as unread for a side: messages of the system and of the side itself never do, nor do deleted ones.</summary>
    public static bool IsUnread(MessagePayload message, ParticipantType reader, long readSequence) =>
        message.Sequence > readSequence && message.DeletedAt is null
        && message.Sender.Type != reader && message.Sender.Type != ParticipantType.System;
}
