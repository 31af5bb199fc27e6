namespace Livecaller.Time;

/// <summary>The time from now in whole units, and the instant at which it changes next. Negative, including negative zero, for the past.</summary>
internal readonly record struct ElapsedSpan(double Value, RelativeTimeUnit Unit, DateTimeOffset ChangesAt)
{
    private const int MonthsPerYear = 12;
    private const int DaysPerWeek = 7;

    // When counting down, a value is valid up to and including its boundary: "in 5 minutes" applies until exactly five minutes remain.
    private static readonly TimeSpan JustAfter = TimeSpan.FromTicks(1);

    /// <summary>Measures the span. With a time zone, days are calendar days, and the last and next second are "now".</summary>
    public static ElapsedSpan Between(DateTimeOffset then, DateTimeOffset now, TimeZoneInfo? zone)
    {
        var calendar = zone is null ? null : new LocalCalendar(zone);
        if (zone is not null) then = TimeZoneInfo.ConvertTime(then, zone);
        return then <= now ? Since(then, now, calendar) : Until(then, now, calendar);
    }

    private static ElapsedSpan Since(DateTimeOffset then, DateTimeOffset now, LocalCalendar? calendar)
    {
        var months = WholeMonths(then, now, 1);
        if (months >= MonthsPerYear)
        {
            var years = months / MonthsPerYear;
            return new(-years, RelativeTimeUnit.Year, AddMonths(then, (years + 1) * MonthsPerYear));
        }

        if (months > 0) return new(-months, RelativeTimeUnit.Month, AddMonths(then, months + 1));

        var elapsed = now - then;
        var days = calendar?.Days(then, now) ?? elapsed.Days;
        if (days == 0 || elapsed < TimeSpan.FromDays(1))
        {
            var (count, unit, length) = ToClockUnit(elapsed);
            // A calendar day can have 25 hours. From 24 hours on, the hours end at midnight.
            var next = then + (count + 1) * length;
            return new(-(double)count, unit, count >= 24 && unit == RelativeTimeUnit.Hour ? Earlier(next, calendar!.StartOfDay(then, 1)) : next);
        }

        var (whole, day, step) = days < DaysPerWeek ? (days, RelativeTimeUnit.Day, 1) : (days / DaysPerWeek, RelativeTimeUnit.Week, DaysPerWeek);
        var changing = (whole + 1) * step;
        var change = calendar?.StartOfDay(then, changing) ?? then.AddDays(changing);
        return new(-whole, day, Earlier(change, AddMonths(then, 1)));
    }

    private static ElapsedSpan Until(DateTimeOffset then, DateTimeOffset now, LocalCalendar? calendar)
    {
        var months = WholeMonths(then, now, -1);
        if (months >= MonthsPerYear)
            return new(months / MonthsPerYear, RelativeTimeUnit.Year, AddMonths(then, -(months / MonthsPerYear * MonthsPerYear)) + JustAfter);
        if (months > 0) return new(months, RelativeTimeUnit.Month, AddMonths(then, -months) + JustAfter);

        var remaining = then - now;
        var days = calendar?.Days(now, then) ?? remaining.Days;
        if (days == 0 || remaining < TimeSpan.FromDays(1))
        {
            var (count, unit, length) = ToClockUnit(remaining);
            // "In 0 seconds" becomes "0 seconds ago". If both are "now", the text stays the same for another second.
            var change = count > 0 ? then - count * length + JustAfter : calendar is null ? then : then + length;
            return new(count, unit, change);
        }

        var (whole, day, step) = days < DaysPerWeek ? (days, RelativeTimeUnit.Day, 1) : (days / DaysPerWeek, RelativeTimeUnit.Week, DaysPerWeek);
        if (calendar is null) return new(whole, day, then.AddDays(-whole * step) + JustAfter);
        return new(whole, day, Earlier(calendar.StartOfDay(then, 1 - whole * step), then.AddDays(-1) + JustAfter));
    }

    private static (long Count, RelativeTimeUnit Unit, TimeSpan Length) ToClockUnit(TimeSpan distance)
    {
        if (distance < TimeSpan.FromMinutes(1)) return ((long)distance.TotalSeconds, RelativeTimeUnit.Second, TimeSpan.FromSeconds(1));
        return distance < TimeSpan.FromHours(1)
            ? ((long)distance.TotalMinutes, RelativeTimeUnit.Minute, TimeSpan.FromMinutes(1))
            : ((long)distance.TotalHours, RelativeTimeUnit.Hour, TimeSpan.FromHours(1));
    }

    /// <summary>Returns the number of whole calendar months, counted from <paramref name="then"/>. January 31 and February 28 are one month apart.</summary>
    private static int WholeMonths(DateTimeOffset then, DateTimeOffset now, int direction)
    {
        var end = now.ToOffset(then.Offset);
        var months = direction * ((end.Year - then.Year) * MonthsPerYear + end.Month - then.Month);
        return months > 0 && direction * AddMonths(then, direction * months).CompareTo(now) > 0 ? months - 1 : Math.Max(0, months);
    }

    private static DateTimeOffset AddMonths(DateTimeOffset then, int months)
    {
        var month = (then.Year - 1) * MonthsPerYear + then.Month - 1 + months;
        return month < 0 ? DateTimeOffset.MinValue : month >= DateTime.MaxValue.Year * MonthsPerYear ? DateTimeOffset.MaxValue : then.AddMonths(months);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
