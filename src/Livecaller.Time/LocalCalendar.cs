namespace Livecaller.Time;

/// <summary>Calendar days in a time zone.</summary>
internal sealed class LocalCalendar(TimeZoneInfo zone)
{
    /// <summary>Returns the number of midnights between the two times.</summary>
    public int Days(DateTimeOffset from, DateTimeOffset to) => (DateOf(to) - DateOf(from)).Days;

    /// <summary>Returns the first instant of the day that is the specified number of days after the day of a time.</summary>
    public DateTimeOffset StartOfDay(DateTimeOffset of, int days)
    {
        var start = DateOf(of).AddDays(days);
        // If midnight is skipped by daylight saving time, the day starts at the first valid time. If midnight occurs twice, it starts at the first one.
        while (zone.IsInvalidTime(start)) start = start.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(start) ? zone.GetAmbiguousTimeOffsets(start).Max() : zone.GetUtcOffset(start);
        return new(start, offset);
    }

    private DateTime DateOf(DateTimeOffset moment) => DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(moment, zone).Date, DateTimeKind.Unspecified);
}
