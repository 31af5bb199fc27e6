using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>A figure, with the one of the period before.</summary>
public sealed partial class KeyFigure
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>How it has changed; null when that is unknown.</summary>
    [Parameter]
    public string? Change { get; set; }

    /// <summary>What it was before.</summary>
    [Parameter]
    public string? Before { get; set; }
}
