namespace Livecaller.Protocol;

/// <summary>The names of the features that a widget may have switched on.</summary>
public static class WidgetFeatureNames
{
    /// <summary>Files can be sent.</summary>
    public const string Attachments = "attachments";

    /// <summary>Voice messages can be recorded.</summary>
    public const string Audio = "audio";

    /// <summary>The conversation can be mailed to the visitor. Only where the server can send mail.</summary>
    public const string Transcript = "transcript";

    /// <summary>The visitor can ask to be called back.</summary>
    public const string Callback = "callback";

    /// <summary>The visitor is asked to rate a conversation that was closed.</summary>
    public const string Rating = "rating";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Attachments, Audio, Transcript, Callback, Rating];
}
