namespace Livecaller;

/// <summary>The result of <see cref="LivecallerClient.HandlePushAsync"/>.</summary>
/// <param name="Outcome">Whether the push was for this client.</param>
/// <param name="ConversationId">The conversation that it names; null when it names none.</param>
/// <param name="Events">The number of events that listeners received.</param>
public sealed record PushResult(PushOutcome Outcome, ConversationId? ConversationId, int Events);

/// <summary>Whether a push was for this client.</summary>
public enum PushOutcome
{
    /// <summary>It names no conversation, so it is from another sender.</summary>
    NotOurs,

    /// <summary>It names a conversation, but nobody is signed in.</summary>
    NoSession,

    /// <summary>It names a conversation that the visitor does not have.</summary>
    UnknownConversation,

    /// <summary>The conversation is up to date.</summary>
    Handled,
}
