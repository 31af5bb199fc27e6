using Livecaller.Server.Reports;

namespace Livecaller.Server.Tests.Reports;

/// <summary>Days and hours by the clocks of time zones.</summary>
public sealed class ZoneSegmentTests
{
    [Theory]
    [InlineData("UTC", "2026-03-29", 24, 1)]
    [InlineData("Europe/Berlin", "2026-03-28", 24, 1)]
    [InlineData("Europe/Berlin", "2026-03-29", 23, 2)]
    [InlineData("Europe/Berlin", "2026-10-25", 25, 2)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5, 2)]
    [InlineData("Asia/Kathmandu", "2026-06-01", 24, 1)]
    [InlineData("America/Havana", "2026-03-08", 23, 1)]
    [InlineData("Pacific/Apia", "2011-12-29", 24, 1)]
    public void A_day_is_as_long_as_the_clocks_make_it(string zone, string day, double hours, int segments)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

        var all = ZoneSegment.Of(TimeZoneInfo.FindSystemTimeZoneById(zone), date, date);

        Assert.Equal((hours, segments), (TimeSpan.FromMilliseconds(all[^1].End - all[0].Start).TotalHours, all.Count));
        // Nothing is counted twice, or for another day.
        for (var i = 1; i < all.Count; i++) Assert.Equal(all[i - 1].End, all[i].Start);
        Assert.All(all, segment => Assert.Equal(
            (ZoneSegment.NumberOf(date), ZoneSegment.NumberOf(date)), ((segment.Start + segment.Offset) / ZoneSegment.Day, (segment.End - 1 + segment.Offset) / ZoneSegment.Day)));
    }

    [Fact]
    public void A_day_that_was_skipped_has_no_time()
    {
        var skipped = new DateOnly(2011, 12, 30);
        var bounds = ZoneSegment.DayBounds(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia"), skipped.AddDays(-1), skipped.AddDays(1));

        Assert.Equal([24, 0, 24], bounds.Zip(bounds.Skip(1), static (start, end) => TimeSpan.FromMilliseconds(end - start).TotalHours));
    }

    [Fact]
    public void The_days_of_a_year_follow_each_other_in_every_time_zone()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var (from, to) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
            var bounds = ZoneSegment.DayBounds(zone, from, to);
            var segments = ZoneSegment.Of(zone, from, to);

            Assert.Equal(366, bounds.Count);
            Assert.Equal((bounds[0], bounds[^1]), (segments[0].Start, segments[^1].End));
            Assert.Equal(365 * 24, TimeSpan.FromMilliseconds(bounds[^1] - bounds[0]).TotalHours);
        }
    }
}
