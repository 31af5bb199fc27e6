namespace Livecaller.Dashboard.Widgets;

/// <summary>A week's opening hours as people write them, a line for each day: <c>09:00-12:00, 13:00-18:00</c>.</summary>
internal static class WeekHours
{
    internal static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    internal static string[] Write(TimeGroup? hours) =>
        [.. Days.Select(day => string.Join(", ", (hours?.OpeningHours ?? []).Where(h => h.Day == day).Select(h => $"{h.From}-{h.To}")))];

    /// <summary>What the lines say; a part that is no span is left to whoever checks it, with its day.</summary>
    internal static IReadOnlyList<OpeningHours> Read(IReadOnlyList<string> lines) =>
    [
        .. lines.SelectMany((line, number) => line.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(span => span.Split(['-', '–'], 2, StringSplitOptions.TrimEntries))
            .Select(ends => new OpeningHours { Day = Days[number], From = Full(ends[0]), To = Full(ends.Length > 1 ? ends[1] : "") })),
    ];

    // "9" and "9:00" mean 09:00.
    private static string Full(string time)
    {
        var text = time.Contains(':', StringComparison.Ordinal) || time.Length == 0 ? time : time + ":00";
        return text.Length == 4 ? "0" + text : text;
    }
}
