using System.Globalization;

namespace Livecaller.Dashboard.Reports;

/// <summary>The days that the page is about.</summary>
/// <param name="Name">The choice in the list of periods.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
internal sealed record ReportPeriod(string Name, DateOnly From, DateOnly To)
{
    internal const string Today = "today";
    internal const string Week = "7";
    internal const string Month = "30";
    internal const string Quarter = "90";
    internal const string Custom = "custom";

    internal int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Reads the period of an address. What is not valid is the last seven days.</summary>
    internal static ReportPeriod Of(string? name, string? from, string? to, DateOnly today) => name switch
    {
        Today => new(Today, today, today),
        Month => new(Month, today.AddDays(-29), today),
        Quarter => new(Quarter, today.AddDays(-89), today),
        Custom when Parse(from) is { } first && Parse(to) is { } last => new(Custom, first, last),
        _ => new(Week, today.AddDays(-6), today),
    };

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
