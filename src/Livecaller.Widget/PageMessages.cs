namespace Livecaller.Widget;

/// <summary>What the frame says to the page around it: the same words as in <c>Loader/messages.ts</c>.</summary>
internal static class PageMessages
{
    /// <summary>A session is kept, or none: whether to load the frame with the next page.</summary>
    public const string Session = "session";

    /// <summary>How many messages are unread.</summary>
    public const string Unread = "unread";

    /// <summary>The visitor closed the chat.</summary>
    public const string Close = "close";

    /// <summary>A public event.</summary>
    public const string Event = "event";

    /// <summary>A call of the page failed, and why.</summary>
    public const string Refused = "refused";
}
