using Livecaller.Protocol;

namespace Livecaller.Server.Widgets;

/// <summary>What shall change of a widget; null leaves a thing as it is.</summary>
public sealed record WidgetChange
{
    /// <summary>The name that visitors see: 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The origins that may embed it; an empty list allows the server's own only.</summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>The features that are switched on: of <see cref="WidgetFeatureNames"/>.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The form before a conversation; an empty list for none.</summary>
    public IReadOnlyList<WidgetField>? Fields { get; init; }

    /// <summary>Look and behaviour.</summary>
    public WidgetSettings? Settings { get; init; }

    /// <summary>Whether operators see what a visitor types before it is sent; beside <see cref="Settings"/> this counts.</summary>
    public bool? MessageTypingPreview { get; init; }
}
