namespace Livecaller.Time;

/// <summary>A distance from now in whole units, negative (zero too) for the past, and the first instant that another one is due.</summary>
internal readonly record struct ElapsedSpan(double Value, RelativeTimeUnit Unit, DateTimeOffset ChangesAt)
{
    private const int MonthsOfYear = 12;
    private const int DaysOfWeek = 7;

    // Counting down, a count holds up to and including its boundary: "in 5 minutes" is still true with exactly five to go.
    private static readonly TimeSpan JustAfter = TimeSpan.FromTicks(1);

    /// <summary>Measures; with a zone, days are those of its calendar and a second more or less is "now".</summary>
    public static ElapsedSpan Between(DateTimeOffset then, DateTimeOffset now, TimeZoneInfo? zone)
    {
        var calendar = zone is null ? null : new LocalCalendar(zone);
        if (zone is not null) then = TimeZoneInfo.ConvertTime(then, zone);
        return then <= now ? Since(then, now, calendar) : Until(then, now, calendar);
    }

    private static ElapsedSpan Since(DateTimeOffset then, DateTimeOffset now, LocalCalendar? calendar)
    {
        var months = WholeMonths(then, now, 1);
        if (months >= MonthsOfYear)
        {
            var years = months / MonthsOfYear;
            return new(-years, RelativeTimeUnit.Year, AddMonths(then, (years + 1) * MonthsOfYear));
        }

        if (months > 0) return new(-months, RelativeTimeUnit.Month, AddMonths(then, months + 1));

        var elapsed = now - then;
        var days = calendar?.Days(then, now) ?? elapsed.Days;
        if (days == 0 || elapsed < TimeSpan.FromDays(1))
        {
            var (count, unit, length) = Clock(elapsed);
            // The calendar's day may have 25 hours; beyond 24, it is midnight that ends the hours.
            var next = then + (count + 1) * length;
            return new(-(double)count, unit, count >= 24 && unit == RelativeTimeUnit.Hour ? Earlier(next, calendar!.StartOfDay(then, 1)) : next);
        }

        var (whole, day, step) = days < DaysOfWeek ? (days, RelativeTimeUnit.Day, 1) : (days / DaysOfWeek, RelativeTimeUnit.Week, DaysOfWeek);
        var changing = (whole + 1) * step;
        var change = calendar?.StartOfDay(then, changing) ?? then.AddDays(changing);
        return new(-whole, day, Earlier(change, AddMonths(then, 1)));
    }

    private static ElapsedSpan Until(DateTimeOffset then, DateTimeOffset now, LocalCalendar? calendar)
    {
        var months = WholeMonths(then, now, -1);
        if (months >= MonthsOfYear)
            return new(months / MonthsOfYear, RelativeTimeUnit.Year, AddMonths(then, -(months / MonthsOfYear * MonthsOfYear)) + JustAfter);
        if (months > 0) return new(months, RelativeTimeUnit.Month, AddMonths(then, -months) + JustAfter);

        var remaining = then - now;
        var days = calendar?.Days(now, then) ?? remaining.Days;
        if (days == 0 || remaining < TimeSpan.FromDays(1))
        {
            var (count, unit, length) = Clock(remaining);
            // Zero seconds to go turn into zero seconds ago; where both are "now", it stays so for another second.
            var change = count > 0 ? then - count * length + JustAfter : calendar is null ? then : then + length;
            return new(count, unit, change);
        }

        var (whole, day, step) = days < DaysOfWeek ? (days, RelativeTimeUnit.Day, 1) : (days / DaysOfWeek, RelativeTimeUnit.Week, DaysOfWeek);
        if (calendar is null) return new(whole, day, then.AddDays(-whole * step) + JustAfter);
        return new(whole, day, Earlier(calendar.StartOfDay(then, 1 - whole * step), then.AddDays(-1) + JustAfter));
    }

    private static (long Count, RelativeTimeUnit Unit, TimeSpan Length) Clock(TimeSpan distance)
    {
        if (distance < TimeSpan.FromMinutes(1)) return ((long)distance.TotalSeconds, RelativeTimeUnit.Second, TimeSpan.FromSeconds(1));
        return distance < TimeSpan.FromHours(1)
            ? ((long)distance.TotalMinutes, RelativeTimeUnit.Minute, TimeSpan.FromMinutes(1))
            : ((long)distance.TotalHours, RelativeTimeUnit.Hour, TimeSpan.FromHours(1));
    }

    /// <summary>How many calendar months fit between the two, counted from <paramref name="then"/>: the 31st of January and the 28th of February are one apart.</summary>
    private static int WholeMonths(DateTimeOffset then, DateTimeOffset now, int direction)
    {
        var end = now.ToOffset(then.Offset);
        var months = direction * ((end.Year - then.Year) * MonthsOfYear + end.Month - then.Month);
        return months > 0 && direction * AddMonths(then, direction * months).CompareTo(now) > 0 ? months - 1 : Math.Max(0, months);
    }

    private static DateTimeOffset AddMonths(DateTimeOffset then, int months)
    {
        var month = (then.Year - 1) * MonthsOfYear + then.Month - 1 + months;
        return month < 0 ? DateTimeOffset.MinValue : month >= DateTime.MaxValue.Year * MonthsOfYear ? DateTimeOffset.MaxValue : then.AddMonths(months);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
