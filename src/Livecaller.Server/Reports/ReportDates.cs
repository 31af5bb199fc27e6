using System.Globalization;
using Livecaller.Server.Http;

namespace Livecaller.Server.Reports;

// The days of a report, checked, with their time zone.
internal sealed record ReportDates(DateOnly From, DateOnly To, TimeZoneInfo Zone)
{
    public const int MaxDays = 366;

    private const int DefaultDays = 7;

    // The times of the server begin and end well within these years, and so do the rules of time zones.
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2100, 12, 31);

    public int Count => To.DayNumber - From.DayNumber + 1;

    public DateOnly PreviousFrom => From.AddDays(-Count);

    public ReportRange Range => new(From, To, Zone.Id);

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Count).Select(From.AddDays);

    public static Outcome<ReportDates> Of(ReportQuery query, DateTimeOffset now)
    {
        var found = FindZone(query.TimeZone);
        if (!found.IsSuccess) return found.Problem;
        if (OutOfBounds("from", query.From) is { } early) return early;
        if (OutOfBounds("to", query.To) is { } late) return late;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, found.Value).DateTime);
        var to = query.To ?? (query.From > today ? query.From.Value : today);
        var dates = new ReportDates(query.From ?? to.AddDays(1 - DefaultDays), to, found.Value);
        if (dates.Count < 1) return Problems.Invalid("to", $"The last day, {Text(to)}, is before the first one, {Text(dates.From)}.");
        return dates.Count <= MaxDays ? dates
            : Problems.Invalid("to", string.Create(CultureInfo.InvariantCulture, $"Expected at most {MaxDays} days, received {dates.Count}."));
    }

    /// <summary>The time zone with an IANA name; UTC without one.</summary>
    public static Outcome<TimeZoneInfo> FindZone(string? name)
    {
        if (name is null) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && (zone.HasIanaId || zone.Id == TimeZoneInfo.Utc.Id) ? zone
            : Problems.Invalid("time_zone", $"Expected an IANA time zone such as Europe/Berlin, received '{Query.Shorten(name)}'.");
    }

    private static Problem? OutOfBounds(string name, DateOnly? day) => day is null || (day >= First && day <= Last) ? null
        : Problems.Invalid(name, $"Expected a day from {Text(First)} to {Text(Last)}, received {Text(day.Value)}.");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
