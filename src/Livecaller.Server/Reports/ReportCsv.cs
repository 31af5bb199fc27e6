using System.Globalization;
using Livecaller.Server.Http;

namespace Livecaller.Server.Reports;

/// <summary>A report as a table for spreadsheets. Durations are seconds.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The values: texts, numbers, days and times.</param>
internal sealed record ReportCsv(IReadOnlyList<string> Header, IEnumerable<IReadOnlyList<object?>> Rows)
{
    private static readonly string[] FigureColumns =
    [
        "started", "closed", "waiting_median", "waiting_p90", "first_response_median", "first_response_p90", "resolution_median", "resolution_p90", "rated", "rating_average",
    ];

    public static ReportCsv Of(ReportSummary report) => new(
        ["period", "from", "to", .. FigureColumns],
        [
            ["current", report.Range.From, report.Range.To, .. Values(report.Current)],
            ["previous", report.Range.From.AddDays(report.Range.From.DayNumber - report.Range.To.DayNumber - 1), report.Range.From.AddDays(-1), .. Values(report.Previous)],
        ]);

    public static ReportCsv Of(ReportDays report) => new(["date", .. FigureColumns], report.Days.Select(day => (IReadOnlyList<object?>)[day.Date, .. Values(day.Figures)]));

    public static ReportCsv Of(ReportGroups report) => new(
        ["id", "name", .. FigureColumns], report.Groups.Select(group => (IReadOnlyList<object?>)[group.Id, group.Name, .. Values(group.Figures)]));

    public static ReportCsv Of(ReportHours report) => new(
        ["day", .. Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))],
        report.Weekdays.Select(day => (IReadOnlyList<object?>)[day.Day, .. day.Started.Cast<object?>()]));

    public static ReportCsv Of(ReportRatings report) => new(["rating", "count"], report.Stars.Select((count, index) => (IReadOnlyList<object?>)[index + 1, count]));

    public static ReportCsv Of(DataPage<ReportComment> report) => new(
        ["rated_at", "conversation_id", "rating", "comment", "visitor", "operator"],
        report.Data.Select(c => (IReadOnlyList<object?>)[c.RatedAt, c.ConversationId.Value, c.Rating, c.Comment, c.Visitor, c.Operator]));

    public static ReportCsv Of(ReportAvailability report) => new(
        ["date", "operator_id", "operator", "online_seconds"],
        report.Operators.SelectMany(o => o.Days.Select(day => (IReadOnlyList<object?>)[day.Date, o.Id.Value, o.Name, day.OnlineSeconds])));

    /// <summary>The table, with a byte order mark, by which spreadsheets know the encoding.</summary>
    public override string ToString() =>
        "\uFEFF" + string.Join(',', Header) + "\r\n" + string.Concat(Rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));

    private static IReadOnlyList<object?> Values(ReportFigures figures) =>
    [
        figures.Started, figures.Closed, figures.Waiting.MedianSeconds, figures.Waiting.P90Seconds, figures.FirstResponse.MedianSeconds, figures.FirstResponse.P90Seconds,
        figures.Resolution.MedianSeconds, figures.Resolution.P90Seconds, figures.Rated, figures.RatingAverage,
    ];

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Csv.Field(text),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()} is not a value of a table.", nameof(value)),
    };
}
