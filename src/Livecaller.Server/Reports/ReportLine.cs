namespace Livecaller.Server.Reports;

/// <summary>A row of <see cref="ReportSql.Figures"/>.</summary>
/// <param name="Kind">What was counted.</param>
/// <param name="Bucket">What it belongs to; null for conversations without an operator or department.</param>
/// <param name="Count">How often.</param>
/// <param name="Median">The median, in milliseconds; of ratings the average.</param>
/// <param name="P90">The 90th percentile, in milliseconds.</param>
/// <param name="Name">The name of the bucket.</param>
internal sealed record ReportLine(int Kind, string? Bucket, int Count, double? Median, double? P90, string? Name)
{
    /// <summary>The figures that lines of one bucket say.</summary>
    public static ReportFigures ToFigures(IEnumerable<ReportLine> lines)
    {
        var figures = ReportFigures.None;
        foreach (var line in lines)
        {
            figures = line.Kind switch
            {
                ReportSql.Started => figures with { Started = line.Count },
                ReportSql.Waited => figures with { Waiting = line.ToDurations() },
                ReportSql.Answered => figures with { FirstResponse = line.ToDurations() },
                ReportSql.Closed => figures with { Closed = line.Count, Resolution = line.ToDurations() },
                _ => figures with { Rated = line.Count, RatingAverage = Round(line.Median) },
            };
        }

        return figures;
    }

    public static double? Round(double? value) => value is { } known ? Math.Round(known, 2) : null;

    private ReportDurations ToDurations() => new(Count, Median / 1000, P90 / 1000);
}
