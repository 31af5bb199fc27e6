namespace Livecaller.Widget;

/// <summary>The types of messages from the frame to the surrounding page. Keep in sync with <c>Loader/src/messages.ts</c>.</summary>
internal static class PageMessages
{
    /// <summary>Whether a session is stored, and the next page should therefore load the frame.</summary>
    public const string Session = "session";

    /// <summary>The number of unread messages.</summary>
    public const string Unread = "unread";

    /// <summary>The newest unread message while the chat is closed; null removes it.</summary>
    public const string Teaser = "teaser";

    /// <summary>The visitor closed the chat.</summary>
    public const string Close = "close";

    /// <summary>A public event.</summary>
    public const string Event = "event";

    /// <summary>A command failed, with the reason.</summary>
    public const string Refused = "refused";
}
