using Livecaller.Protocol;

namespace Livecaller;

/// <summary>What <see cref="LivecallerClient.HandlePushAsync"/> did.</summary>
/// <param name="Outcome">Whether the push was for this client.</param>
/// <param name="ConversationId">The conversation that it names; null when it names none.</param>
/// <param name="Events">How many events listeners got of it.</param>
public sealed record PushResult(PushOutcome Outcome, ConversationId? ConversationId, int Events);

/// <summary>Whether a push was for this client.</summary>
public enum PushOutcome
{
    /// <summary>It names no conversation: it is another sender's.</summary>
    NotOurs,

    /// <summary>It names a conversation, and nobody is signed in.</summary>
    NoSession,

    /// <summary>It names a conversation that the visitor does not have.</summary>
    UnknownConversation,

    /// <summary>The conversation is up to date.</summary>
    Handled,
}
