namespace Livecaller.Server.Reports;

/// <summary>
/// A time during which the clocks of a time zone keep the same difference to UTC, in milliseconds since 1970. With it the database computes local days and hours
/// by addition: it needs to know nothing of time zones, and is right across changes of clocks.
/// </summary>
/// <param name="Start">The first millisecond.</param>
/// <param name="End">The first millisecond after it.</param>
/// <param name="Offset">What is added to a time to get the local one.</param>
internal readonly record struct ZoneSegment(long Start, long End, long Offset)
{
    public const long Day = 86_400_000;

    private const long Hour = 3_600_000;

    // Clocks are never changed twice within it.
    private const long Step = 12 * Hour;

    /// <summary>Returns the segments from the beginning of a day to the end of another one.</summary>
    public static IReadOnlyList<ZoneSegment> Of(TimeZoneInfo zone, DateOnly from, DateOnly to)
    {
        // Wider than every difference to UTC, and every jump of the clocks.
        var all = Scan(zone, LocalStart(from) - (2 * Day), LocalStart(to) + (3 * Day));
        var (start, end) = (FirstAt(all, LocalStart(from)), FirstAt(all, LocalStart(to) + Day));
        return [.. all.Where(s => s.End > start && s.Start < end).Select(s => s with { Start = Math.Max(s.Start, start), End = Math.Min(s.End, end) })];
    }

    /// <summary>Returns the beginnings of days and the end of the last one.</summary>
    public static IReadOnlyList<long> DayBounds(TimeZoneInfo zone, DateOnly from, DateOnly to)
    {
        var all = Scan(zone, LocalStart(from) - (2 * Day), LocalStart(to) + (3 * Day));
        return [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 2).Select(day => FirstAt(all, LocalStart(from.AddDays(day))))];
    }

    /// <summary>The number of a local day, since 1970.</summary>
    public static long NumberOf(DateOnly day) => LocalStart(day) / Day;

    /// <summary>The local day with a number.</summary>
    public static DateOnly DateOf(long number) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(number));

    private static long LocalStart(DateOnly day) => (long)(day.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalMilliseconds;

    // The first time at which the clocks show a local time or a later one: where they skip it, the time of the change, and where they show it twice, the first.
    private static long FirstAt(List<ZoneSegment> segments, long local)
    {
        foreach (var segment in segments)
        {
            var at = Math.Max(segment.Start, local - segment.Offset);
            if (at < segment.End) return at;
        }

        return segments[^1].End;
    }

    private static List<ZoneSegment> Scan(TimeZoneInfo zone, long start, long end)
    {
        List<ZoneSegment> segments = [];
        var (begin, offset) = (start, OffsetAt(zone, start));
        for (var at = start; at < end; at += Step)
        {
            var next = OffsetAt(zone, at + Step);
            if (next == offset) continue;
            var change = ChangeBetween(zone, at, at + Step, offset);
            segments.Add(new(begin, change, offset));
            (begin, offset) = (change, next);
        }

        segments.Add(new(begin, Math.Max(end, begin), offset));
        return segments;
    }

    private static long ChangeBetween(TimeZoneInfo zone, long before, long after, long offset)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetAt(zone, middle) == offset) before = middle;
            else after = middle;
        }

        return after;
    }

    private static long OffsetAt(TimeZoneInfo zone, long time) => (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(time)).TotalMilliseconds;
}
