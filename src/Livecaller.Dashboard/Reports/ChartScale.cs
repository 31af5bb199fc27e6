namespace Livecaller.Dashboard.Reports;

/// <summary>The end of a chart's axis: a round value with a round half.</summary>
internal static class ChartScale
{
    private static readonly double[] Durations =
    [
        10, 20, 60, 120, 240, 360, 600, 1200, 1800, 2400, 3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400, 172_800, 345_600, 518_400, 864_000,
    ];

    private static readonly double[] Steps = [2, 3, 4, 6, 8, 10];
    private static readonly double[] WholeSteps = [2, 4, 6, 8, 10];

    internal static double OfCounts(double max)
    {
        for (double unit = 1; ; unit *= 10)
        {
            foreach (var step in unit > 1 ? Steps : WholeSteps)
            {
                if (max <= step * unit)
                    return step * unit;
            }
        }
    }

    internal static double OfDurations(double max)
    {
        foreach (var end in Durations)
        {
            if (max <= end)
                return end;
        }

        return OfCounts(max / 86_400) * 86_400;
    }
}
