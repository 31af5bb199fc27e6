using System.Globalization;
using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Reports;

/// <summary>Formats the values of reports.</summary>
internal static class ReportFigureText
{
    internal const string Nothing = "–";

    /// <summary>"45 s", "3 min 20 s", "12 min", "1 h 5 min", "2 d 3 h".</summary>
    internal static string Duration(double? seconds)
    {
        if (seconds is not { } known)
            return Nothing;
        var span = TimeSpan.FromSeconds(Math.Round(known));
        return span switch
        {
            { TotalMinutes: < 1 } => TimeText.Format(Texts.Seconds, (int)span.TotalSeconds),
            { TotalMinutes: < 10, Seconds: > 0 } => TimeText.Format(Texts.MinutesSeconds, span.Minutes, span.Seconds),
            { TotalHours: < 1 } => TimeText.Format(Texts.Minutes, (int)span.TotalMinutes),
            { TotalDays: < 1, Minutes: 0 } => TimeText.Format(Texts.Hours, span.Hours),
            { TotalDays: < 1 } => TimeText.Format(Texts.HoursMinutes, span.Hours, span.Minutes),
            { Hours: 0 } => TimeText.Format(Texts.Days, (int)span.TotalDays),
            _ => TimeText.Format(Texts.DaysHours, (int)span.TotalDays, span.Hours),
        };
    }

    internal static string Count(double count) => count.ToString("N0", CultureInfo.CurrentCulture);

    internal static string Rating(double? average) => average?.ToString("0.0", CultureInfo.CurrentCulture) ?? Nothing;

    /// <summary>"23 Nov".</summary>
    internal static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.CurrentCulture);

    /// <summary>The change against the period before, in percent; null where one of both is unknown or nothing.</summary>
    internal static string? Change(double? now, double? before)
    {
        if (now is not { } current || before is not { } previous || previous == 0)
            return null;
        var percent = (int)Math.Round((current - previous) / previous * 100);
        return percent switch
        {
            > 0 => TimeText.Format(Texts.ReportMore, percent),
            < 0 => TimeText.Format(Texts.ReportLess, -percent),
            _ => Texts.ReportSame,
        };
    }
}
