using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>Look and behaviour of a widget.</summary>
public sealed record WidgetSettings
{
    /// <summary>The theme.</summary>
    [AllowNull]
    public WidgetTheme Theme { get; init => field = value ?? new(); } = new();

    /// <summary>The screen that opens first: <c>conversation</c> or <c>home</c>.</summary>
    [AllowNull]
    public string InitialScreen { get; init => field = value ?? "conversation"; } = "conversation";

    /// <summary>Whether operators see what a visitor types before it is sent. Never stored.</summary>
    public bool MessageTypingPreview { get; init; }
}

/// <summary>A widget's theme.</summary>
public sealed record WidgetTheme
{
    /// <summary>The theme's variables.</summary>
    [AllowNull]
    public WidgetThemeVariables Variables { get; init => field = value ?? new(); } = new();
}

/// <summary>The variables of a theme.</summary>
public sealed record WidgetThemeVariables
{
    /// <summary>The colours.</summary>
    [AllowNull]
    public WidgetColors Colors { get; init => field = value ?? new(); } = new();

    /// <summary>Where the launcher sits.</summary>
    [AllowNull]
    public WidgetPosition Position { get; init => field = value ?? new(); } = new();
}

/// <summary>A widget's colours, as <c>#rrggbb</c>.</summary>
public sealed record WidgetColors
{
    /// <summary>The accent.</summary>
    [AllowNull]
    public string Primary { get; init => field = value ?? "#2F5BEA"; } = "#2F5BEA";

    /// <summary>The second surface.</summary>
    [AllowNull]
    public string Secondary { get; init => field = value ?? "#F5F6F8"; } = "#F5F6F8";

    /// <summary>The text on the surface.</summary>
    [AllowNull]
    public string Text { get; init => field = value ?? "#14171F"; } = "#14171F";
}

/// <summary>Where the launcher sits.</summary>
public sealed record WidgetPosition
{
    /// <summary><c>start</c> or <c>end</c> of the line, so that it follows the direction of the language.</summary>
    [AllowNull]
    public string Side { get; init => field = value ?? "end"; } = "end";
}
