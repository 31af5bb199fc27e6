using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>The figures of operators or departments.</summary>
public sealed partial class GroupReport
{
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required string Csv { get; set; }

    /// <summary>What the lines are.</summary>
    [Parameter, EditorRequired]
    public required string Column { get; set; }

    /// <summary>The name of the line without an operator or department.</summary>
    [Parameter, EditorRequired]
    public required string Nobody { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OperatorLine> Lines { get; set; }

    /// <summary>The address of the CSV of online times; null without them.</summary>
    [Parameter]
    public string? OnlineCsv { get; set; }
}
