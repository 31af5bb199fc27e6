using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>The appearance and behavior of a widget.</summary>
public sealed record WidgetSettings
{
    /// <summary>The theme.</summary>
    [AllowNull]
    public WidgetTheme Theme { get; init => field = value ?? new(); } = new();

    /// <summary>The screen that opens first: <c>conversation</c> or <c>home</c>.</summary>
    [AllowNull]
    public string InitialScreen { get; init => field = value ?? "conversation"; } = "conversation";

    /// <summary>Questions that a visitor can start a conversation with, instead of writing one. At most 4.</summary>
    [AllowNull]
    public IReadOnlyList<string> Starters { get; init => field = value ?? []; } = [];

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
    /// <summary>The colors.</summary>
    [AllowNull]
    public WidgetColors Colors { get; init => field = value ?? new(); } = new();

    /// <summary>The position of the launcher.</summary>
    [AllowNull]
    public WidgetPosition Position { get; init => field = value ?? new(); } = new();
}

/// <summary>A widget's colors, as <c>#rrggbb</c>.</summary>
public sealed record WidgetColors
{
    /// <summary>The accent color.</summary>
    [AllowNull]
    public string Primary { get; init => field = value ?? "#2F5BEA"; } = "#2F5BEA";

    /// <summary>The color of the second surface.</summary>
    [AllowNull]
    public string Secondary { get; init => field = value ?? "#F5F6F8"; } = "#F5F6F8";

    /// <summary>The color of text on the surface.</summary>
    [AllowNull]
    public string Text { get; init => field = value ?? "#14171F"; } = "#14171F";
}

/// <summary>The position of the launcher.</summary>
public sealed record WidgetPosition
{
    /// <summary><c>start</c> or <c>end</c> of the line, depending on the direction of the language.</summary>
    [AllowNull]
    public string Side { get; init => field = value ?? "end"; } = "end";
}
