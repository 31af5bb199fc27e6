using System.Globalization;
using Livecaller.Dashboard.Reports;

namespace Livecaller.Dashboard.Tests.Reports;

/// <summary>What the reports make of their values.</summary>
public sealed class ReportValueTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(200.0, "3 min 20 s")]
    [InlineData(720.0, "12 min")]
    [InlineData(3_600.0, "1 h")]
    [InlineData(3_900.0, "1 h 5 min")]
    [InlineData(86_400.0, "1 d")]
    [InlineData(183_600.0, "2 d 3 h")]
    public void A_duration_is_told_as_people_would(double? seconds, string text) => Assert.Equal(text, ReportFigureText.Duration(seconds));

    [Theory]
    [InlineData(12.0, 10.0, "+20 %")]
    [InlineData(5.0, 10.0, "−50 %")]
    [InlineData(10.0, 10.0, "±0 %")]
    [InlineData(10.0, 0.0, null)]
    [InlineData(null, 10.0, null)]
    [InlineData(10.0, null, null)]
    public void A_change_needs_something_before(double? now, double? before, string? text) => Assert.Equal(text, ReportFigureText.Change(now, before));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 10)]
    [InlineData(11, 20)]
    [InlineData(205, 300)]
    [InlineData(4_321, 6_000)]
    public void An_axis_of_counts_ends_with_a_round_number(double max, double end) => Assert.Equal(end, ChartScale.OfCounts(max));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(45, 60)]
    [InlineData(3_601, 7_200)]
    [InlineData(86_400 * 21, 86_400 * 30)]
    public void An_axis_of_durations_ends_with_a_time_that_has_a_name(double max, double end) => Assert.Equal(end, ChartScale.OfDurations(max));

    [Theory]
    [InlineData(null, null, null, "7 2026-02-23 2026-03-01")]
    [InlineData("today", null, null, "today 2026-03-01 2026-03-01")]
    [InlineData("30", null, null, "30 2026-01-31 2026-03-01")]
    [InlineData("custom", "2026-01-05", "2026-01-06", "custom 2026-01-05 2026-01-06")]
    [InlineData("custom", "yesterday", "2026-01-06", "7 2026-02-23 2026-03-01")]
    [InlineData("<b>", null, null, "7 2026-02-23 2026-03-01")]
    public void A_period_comes_from_the_address(string? name, string? from, string? to, string expected)
    {
        var period = ReportPeriod.Of(name, from, to, Today);

        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{period.Name} {ReportPeriod.Text(period.From)} {ReportPeriod.Text(period.To)}"));
    }
}
