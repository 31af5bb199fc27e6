using Livecaller.Server.Http;

namespace Livecaller.Server.Departments;

/// <summary>Validates a department's name and hours.</summary>
internal static class DepartmentRules
{
    private const int MaxSpans = 70;
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static Problem? Check(DepartmentRequest request)
    {
        if (request.DisplayName is { } name && name.Trim().Length == 0) return Problems.Invalid("display_name", "Expected 1 to 100 characters, received none.");
        return TextRules.CheckLine("display_name", request.DisplayName?.Trim(), 100) ?? (request.TimeGroup is { } hours ? Check(hours) : null);
    }

    private static Problem? Check(TimeGroup hours)
    {
        // Windows also knows names of its own; only IANA names are accepted.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(hours.Timezone, out var zone) || (!zone.HasIanaId && zone.Id != "UTC"))
            return Problems.Invalid("time_group.timezone", $"Expected an IANA time zone such as Europe/Berlin, received '{Query.Shorten(hours.Timezone)}'.");
        if (hours.OpeningHours.Count > MaxSpans)
            return Problems.Invalid("time_group.opening_hours", $"Expected at most {MaxSpans} spans, received {hours.OpeningHours.Count}.");
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        for (var number = 0; number < hours.OpeningHours.Count; number++)
            if (Fault(hours.OpeningHours[number]) is { } fault) faults[$"time_group.opening_hours[{number}]"] = [fault];
        return faults.Count == 0 ? null : Problems.Invalid(faults);
    }

    private static string? Fault(OpeningHours? span)
    {
        if (span is null) return "Expected a span, received null.";
        if (!Days.Contains(span.Day)) return $"Expected a day such as monday, received '{Query.Shorten(span.Day)}'.";
        if (OpeningTimes.Minutes(span.From) is not { } from || from == 24 * 60) return $"Expected 'from' as HH:mm, received '{Query.Shorten(span.From)}'.";
        if (OpeningTimes.Minutes(span.To) is not { } to) return $"Expected 'to' as HH:mm up to 24:00, received '{Query.Shorten(span.To)}'.";
        return from == to ? "Expected a span of some length: 'from' and 'to' are the same. The whole day is 00:00 to 24:00." : null;
    }
}
