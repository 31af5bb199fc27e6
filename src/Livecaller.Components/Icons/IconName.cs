namespace Livecaller.Components.Icons;

/// <summary>The component's icons.</summary>
public enum IconName
{
    /// <summary>A paper clip.</summary>
    Attach,

    /// <summary>A speech bubble.</summary>
    Chat,

    /// <summary>A clock: waiting.</summary>
    Clock,

    /// <summary>Two sheets.</summary>
    Copy,

    /// <summary>A cross.</summary>
    Close,

    /// <summary>An arrow into a tray.</summary>
    Download,

    /// <summary>An arrow down.</summary>
    Down,

    /// <summary>A circle with an exclamation mark.</summary>
    Failed,

    /// <summary>Three dots.</summary>
    More,

    /// <summary>A cloud with a stroke: no connection.</summary>
    Offline,

    /// <summary>A corner that points down: fold away.</summary>
    Fold,

    /// <summary>An arrow back.</summary>
    Reply,

    /// <summary>An arrow up.</summary>
    Send,

    /// <summary>The outline of a star.</summary>
    Star,

    /// <summary>A star.</summary>
    StarFull,

    /// <summary>One tick.</summary>
    Tick,

    /// <summary>Two ticks.</summary>
    Ticks,

    /// <summary>A chevron towards the beginning.</summary>
    Back,

    /// <summary>A chevron towards the end.</summary>
    Forward,

    /// <summary>An envelope.</summary>
    Mail,

    /// <summary>A bell with a stroke: no sounds.</summary>
    Muted,

    /// <summary>A smiling face.</summary>
    Emoji,

    /// <summary>A microphone.</summary>
    Microphone,

    /// <summary>A minus.</summary>
    Minus,

    /// <summary>Two bars.</summary>
    Pause,

    /// <summary>A telephone receiver.</summary>
    Phone,

    /// <summary>A triangle.</summary>
    Play,

    /// <summary>A plus.</summary>
    Plus,

    /// <summary>A square.</summary>
    Stop,
}
