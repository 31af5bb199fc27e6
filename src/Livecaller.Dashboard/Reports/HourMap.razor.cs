using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Reports;

/// <summary>A week of hours: the more conversations, the stronger the colour. It is a table, with the numbers in it.</summary>
public sealed partial class HourMap
{
    private const int Levels = 5;

    private int _max;

    [Parameter, EditorRequired]
    public required ReportHours Report { get; set; }

    protected override void OnParametersSet() => _max = Report.Weekdays.Max(day => day.Started.Max());

    private int LevelOf(int count) => count == 0 ? 0 : (int)Math.Ceiling((double)count / _max * Levels);

    // The week begins with Monday.
    private static string NameOf(int day) => CultureInfo.CurrentCulture.DateTimeFormat.AbbreviatedDayNames[(day + 1) % 7];
}
