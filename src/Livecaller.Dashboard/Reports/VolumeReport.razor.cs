using System.Globalization;
using Livecaller.Dashboard.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>How many conversations were started and closed: on each day, or in each hour of a single day.</summary>
public sealed partial class VolumeReport
{
    private IReadOnlyList<ChartColumn> _columns = [];
    private double _max = 1;

    [Parameter, EditorRequired]
    public required ReportView View { get; set; }

    /// <summary>The address of a report's CSV.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string> Csv { get; set; }

    [Parameter]
    public bool IsDay { get; set; }

    protected override void OnParametersSet()
    {
        _columns = IsDay ? [.. Hours(View.Hours)] : [.. View.Days.Select(OfDay)];
        _max = ChartScale.OfCounts(_columns.Max(column => Math.Max(column.Main, column.Second ?? 0)));
    }

    private static ChartColumn OfDay(ReportDay day) => new(
        ReportFigureText.Day(day.Date),
        $"{ReportFigureText.Day(day.Date)} · {Texts.ReportStarted} {ReportFigureText.Count(day.Figures.Started)} · {Texts.ReportClosed} {ReportFigureText.Count(day.Figures.Closed)}",
        day.Figures.Started, day.Figures.Closed);

    // Only one day of the week has any.
    private static IEnumerable<ChartColumn> Hours(ReportHours hours)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            var started = hours.Weekdays.Sum(day => day.Started[hour]);
            var label = new TimeOnly(hour, 0).ToString("HH:mm", CultureInfo.CurrentCulture);
            yield return new(label, $"{label} · {ReportFigureText.Count(started)}", started);
        }
    }
}
