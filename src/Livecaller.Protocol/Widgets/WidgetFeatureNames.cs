namespace Livecaller.Protocol;

/// <summary>The names of the features of a widget.</summary>
public static class WidgetFeatureNames
{
    /// <summary>Files can be sent.</summary>
    public const string Attachments = "attachments";

    /// <summary>Voice messages can be recorded.</summary>
    public const string Audio = "audio";

    /// <summary>The conversation can be sent to the visitor by email, if the server can send email.</summary>
    public const string Transcript = "transcript";

    /// <summary>The visitor can ask for a callback.</summary>
    public const string Callback = "callback";

    /// <summary>The visitor is asked to rate a closed conversation.</summary>
    public const string Rating = "rating";

    /// <summary>All features, in display order.</summary>
    public static IReadOnlyList<string> All { get; } = [Attachments, Audio, Transcript, Callback, Rating];
}
