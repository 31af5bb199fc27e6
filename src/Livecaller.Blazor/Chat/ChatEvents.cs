namespace Livecaller.Blazor.Chat;

/// <summary>What a <see cref="ChatSession"/> tells the component that shows it. All of it comes from the SDK's threads.</summary>
internal sealed record ChatEvents
{
    /// <summary>Something that is shown is another.</summary>
    public required Action Changed { get; init; }

    /// <summary>The visitor signed out.</summary>
    public required Action SignedOut { get; init; }

    /// <summary>Another visitor is signed in, or none.</summary>
    public required Action<VisitorId?> VisitorChanged { get; init; }

    /// <summary>The other side said something.</summary>
    public required Action MessageCame { get; init; }

    /// <summary>The visitor's session is over, and only the host can sign them in again.</summary>
    public required Action SignInNeeded { get; init; }

    /// <summary>Raised for messages to the page's developer.</summary>
    public required Action<string> TellDeveloper { get; init; }
}
