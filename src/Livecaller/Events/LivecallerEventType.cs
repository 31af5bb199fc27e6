namespace Livecaller;

/// <summary>The types of <see cref="LivecallerEvent"/>.</summary>
public enum LivecallerEventType
{
    /// <summary>See <see cref="Livecaller.ConversationWasStarted"/>.</summary>
    ConversationWasStarted,

    /// <summary>See <see cref="Livecaller.ConversationMessageReceived"/>.</summary>
    ConversationMessageReceived,

    /// <summary>See <see cref="Livecaller.ConversationWasClosed"/>.</summary>
    ConversationWasClosed,

    /// <summary>See <see cref="Livecaller.ConversationAuthFailed"/>.</summary>
    ConversationAuthFailed,

    /// <summary>See <see cref="Livecaller.ConnectionStateChanged"/>.</summary>
    ConnectionStateChanged,

    /// <summary>See <see cref="Livecaller.UnreadCountChanged"/>.</summary>
    UnreadCountChanged,

    /// <summary>See <see cref="Livecaller.VisitorChanged"/>.</summary>
    VisitorChanged,

    /// <summary>See <see cref="Livecaller.MessageStatusChanged"/>.</summary>
    MessageStatusChanged,

    /// <summary>See <see cref="Livecaller.TypingChanged"/>.</summary>
    TypingChanged,

    /// <summary>See <see cref="Livecaller.DurabilityChanged"/>.</summary>
    DurabilityChanged,

    /// <summary>See <see cref="Livecaller.SessionExpired"/>.</summary>
    SessionExpired,

    /// <summary>See <see cref="Livecaller.SessionRenewed"/>.</summary>
    SessionRenewed,

    /// <summary>See <see cref="Livecaller.MutedChanged"/>.</summary>
    MutedChanged,

    /// <summary>See <see cref="Livecaller.LanguageChanged"/>.</summary>
    LanguageChanged,
}
