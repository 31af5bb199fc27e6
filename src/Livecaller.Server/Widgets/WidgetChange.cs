using Livecaller.Protocol;

namespace Livecaller.Server.Widgets;

/// <summary>A change of a widget. What is null stays as it is.</summary>
public sealed record WidgetChange
{
    /// <summary>The name that visitors see: 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The origins that can embed it; an empty list allows the server's own only.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The enabled features, of <see cref="WidgetFeatureNames"/>.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The form before a conversation; an empty list for none.</summary>
    public IReadOnlyList<WidgetField>? Fields { get; init; }

    /// <summary>Appearance and behavior.</summary>
    public WidgetSettings? Settings { get; init; }

    /// <summary>Whether operators see what a visitor types before it is sent; this takes precedence over <see cref="Settings"/>.</summary>
    public bool? MessageTypingPreview { get; init; }
}
