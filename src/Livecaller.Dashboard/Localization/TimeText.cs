using System.Globalization;
using Livecaller.Dashboard.Hosting;

namespace Livecaller.Dashboard.Localization;

/// <summary>Formats times and dates.</summary>
internal static class TimeText
{
    /// <summary>"now", "4 min", "2 h", "3 d", then the date.</summary>
    internal static string Ago(Clock clock, DateTimeOffset time)
    {
        var span = clock.Now - time;
        return span switch
        {
            { TotalMinutes: < 1 } => Texts.Now,
            { TotalHours: < 1 } => Format(Texts.Minutes, (int)span.TotalMinutes),
            { TotalDays: < 1 } => Format(Texts.Hours, (int)span.TotalHours),
            { TotalDays: < 7 } => Format(Texts.Days, (int)span.TotalDays),
            _ => clock.Local(time).ToString("d MMM", CultureInfo.CurrentCulture),
        };
    }

    /// <summary>Formats a waiting time of at least one minute.</summary>
    internal static string Wait(Clock clock, DateTimeOffset since)
    {
        var span = clock.Now - since;
        return span switch
        {
            { TotalHours: < 1 } => Format(Texts.Minutes, Math.Max(1, (int)span.TotalMinutes)),
            { TotalDays: < 1 } => Format(Texts.Hours, (int)span.TotalHours),
            _ => Format(Texts.Days, (int)span.TotalDays),
        };
    }

    /// <summary>Formats the time that is left, of at least one minute, rounded up.</summary>
    internal static string Left(Clock clock, DateTimeOffset until)
    {
        var span = until - clock.Now;
        return span switch
        {
            { TotalMinutes: <= 59 } => Format(Texts.Minutes, Math.Max(1, (int)Math.Ceiling(span.TotalMinutes))),
            { TotalHours: <= 47 } => Format(Texts.Hours, (int)Math.Ceiling(span.TotalHours)),
            _ => Format(Texts.Days, (int)Math.Ceiling(span.TotalDays)),
        };
    }

    /// <summary>"Today", "Yesterday", then the date.</summary>
    internal static string Day(Clock clock, DateOnly day)
    {
        var today = clock.Day(clock.Now);
        if (day == today)
            return Texts.Today;
        if (day == today.AddDays(-1))
            return Texts.Yesterday;
        return day.ToString(day.Year == today.Year ? "dddd, d MMMM" : "d MMMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>The time of day.</summary>
    internal static string Clock(Clock clock, DateTimeOffset time) =>
        clock.Local(time).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>Day and time in full, for hovering.</summary>
    internal static string Exact(Clock clock, DateTimeOffset time) =>
        clock.Local(time).ToString("d MMM yyyy, HH:mm:ss", CultureInfo.CurrentCulture);

    internal static string Format(string text, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, text, values);
}
