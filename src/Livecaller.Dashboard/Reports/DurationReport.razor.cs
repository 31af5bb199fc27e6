using Livecaller.Dashboard.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>How long something took on each day: the median, in front of the time that nine of ten did not exceed.</summary>
public sealed partial class DurationReport
{
    private IReadOnlyList<ChartColumn> _columns = [];
    private double _max = 1;

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required string Csv { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ReportDay> Days { get; set; }

    /// <summary>What of the figures it is about.</summary>
    [Parameter, EditorRequired]
    public required Func<ReportFigures, ReportDurations> Select { get; set; }

    protected override void OnParametersSet()
    {
        _columns = [.. Days.Select(day => OfDay(day.Date, Select(day.Figures)))];
        _max = ChartScale.OfDurations(_columns.Max(column => column.Second ?? 0));
    }

    private static ChartColumn OfDay(DateOnly date, ReportDurations durations) => new(
        ReportFigureText.Day(date),
        $"{ReportFigureText.Day(date)} · {Texts.ReportMedian} {ReportFigureText.Duration(durations.MedianSeconds)} · {Texts.ReportP90} {ReportFigureText.Duration(durations.P90Seconds)}",
        durations.MedianSeconds ?? 0, durations.P90Seconds ?? 0);
}
