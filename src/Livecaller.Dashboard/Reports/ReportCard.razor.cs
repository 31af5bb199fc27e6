using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>A report: a chart with its table, or a table alone, and the link to its CSV.</summary>
public sealed partial class ReportCard
{
    private bool _isTable;

    /// <summary>The name in addresses and tests.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Text { get; set; }

    /// <summary>The address of the CSV.</summary>
    [Parameter, EditorRequired]
    public required string Csv { get; set; }

    /// <summary>The chart. Screen readers read the table instead.</summary>
    [Parameter]
    public RenderFragment? Chart { get; set; }

    /// <summary>The head and body of the table.</summary>
    [Parameter]
    public RenderFragment? Table { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private bool IsTableShown => Chart is null || _isTable;
}
