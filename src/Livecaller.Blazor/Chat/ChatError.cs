namespace Livecaller.Blazor.Chat;

/// <summary>What keeps the chat from working.</summary>
internal enum ChatError
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>The server cannot be reached.</summary>
    Unreachable,

    /// <summary>The server asks for patience.</summary>
    Busy,

    /// <summary>The server refuses what the app is set up with, such as an unknown widget: trying again will hardly help.</summary>
    Misconfigured,

    /// <summary>The identified visitor's session is over.</summary>
    SignedOut,
}
