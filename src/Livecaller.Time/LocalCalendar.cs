namespace Livecaller.Time;

/// <summary>The days of a time zone.</summary>
internal sealed class LocalCalendar(TimeZoneInfo zone)
{
    /// <summary>How many midnights lie between the two.</summary>
    public int Days(DateTimeOffset from, DateTimeOffset to) => (DateOf(to) - DateOf(from)).Days;

    /// <summary>The first instant of the day that is so many days after that of a moment.</summary>
    public DateTimeOffset StartOfDay(DateTimeOffset of, int days)
    {
        var start = DateOf(of).AddDays(days);
        // Where clocks jump over midnight, the day begins where they land; where they repeat it, it begins the first time.
        while (zone.IsInvalidTime(start)) start = start.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(start) ? zone.GetAmbiguousTimeOffsets(start).Max() : zone.GetUtcOffset(start);
        return new(start, offset);
    }

    private DateTime DateOf(DateTimeOffset moment) => DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(moment, zone).Date, DateTimeKind.Unspecified);
}
