using System.Globalization;

namespace Livecaller.Server.Departments;

/// <summary>When a department is open: its weekly hours, by the clocks of its time zone.</summary>
internal static class OpeningTimes
{
    // A department that is open for this long without a break never closes, and one that does not open within it never opens.
    private const int DaysAhead = 15;

    /// <summary>Whether a department is open at a time, and until when. Without hours it is always open.</summary>
    public static (bool IsOpen, DateTimeOffset? NextOpen, DateTimeOffset? NextClose) At(TimeGroup? hours, DateTimeOffset now)
    {
        if (hours is not { OpeningHours.Count: > 0 }) return (true, null, null);
        var spans = Spans(hours, now);
        if (spans.FirstOrDefault(s => s.From <= now && now < s.To) is { To: var end } && end != default)
            return (true, null, end < Horizon(hours, now) ? end : null);
        return (false, spans.FirstOrDefault(s => s.From > now) is { From: var start } && start != default ? start : null, null);
    }

    // Adjacent and overlapping spans are one: a span that continues after midnight does not close there.
    private static List<(DateTimeOffset From, DateTimeOffset To)> Spans(TimeGroup hours, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(hours.Timezone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var spans = new List<(DateTimeOffset From, DateTimeOffset To)>();
        // From yesterday, because its last span can reach into today.
        for (var day = today.AddDays(-1); day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            foreach (var span in hours.OpeningHours.Where(h => h.Day == DayName(day)))
            {
                var (from, to) = (Minutes(span.From)!.Value, Minutes(span.To)!.Value);
                spans.Add((ToUtc(zone, day, from, isEnd: false), ToUtc(zone, day, to <= from ? to + (24 * 60) : to, isEnd: true)));
            }
        }

        spans.Sort();
        var merged = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var span in spans)
        {
            if (span.To <= span.From) continue;
            if (merged.Count > 0 && span.From <= merged[^1].To) merged[^1] = (merged[^1].From, span.To > merged[^1].To ? span.To : merged[^1].To);
            else merged.Add(span);
        }

        return merged;
    }

    private static DateTimeOffset Horizon(TimeGroup hours, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(hours.Timezone);
        return ToUtc(zone, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(DaysAhead), 0, isEnd: false);
    }

    /// <summary>The instant of a local time. A time that is skipped by a change of clocks is the instant of the change; an ambiguous time is the first as a start, and the second as an end.</summary>
    private static DateTimeOffset ToUtc(TimeZoneInfo zone, DateOnly day, int minutes, bool isEnd)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        if (zone.IsInvalidTime(local))
        {
            // In the gap: the offset of before it takes the time to a moment after the change; the change itself is where the gap begins.
            var gapStart = local;
            while (zone.IsInvalidTime(gapStart.AddMinutes(-1))) gapStart = gapStart.AddMinutes(-1);
            return new DateTimeOffset(gapStart, zone.GetUtcOffset(gapStart.AddMinutes(-1))).ToUniversalTime();
        }

        if (zone.IsAmbiguousTime(local))
        {
            // The greater offset is that of the first pass.
            var offsets = zone.GetAmbiguousTimeOffsets(local);
            return new DateTimeOffset(local, isEnd ? offsets.Min() : offsets.Max()).ToUniversalTime();
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The day's name in the API.</summary>
    public static string DayName(DateOnly day) => day.DayOfWeek.ToString().ToLowerInvariant();

    /// <summary>The minutes since midnight of <c>HH:mm</c>, 24:00 included; null when it is not such a time.</summary>
    public static int? Minutes(string text)
    {
        if (text == "24:00") return 24 * 60;
        return text.Length == 5 && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : null;
    }
}
