using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Tests.Localization;

public sealed class RelativeTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-90, "just now", 60)]
    [InlineData(0, "just now", 60)]
    [InlineData(59, "just now", 1)]
    [InlineData(60, "1 minute ago", 60)]
    [InlineData(3599, "59 minutes ago", 1)]
    [InlineData(3600, "1 hour ago", 3600)]
    [InlineData(86399, "23 hours ago", 1)]
    public void Says_the_time_and_when_it_reads_differently(int secondsAgo, string text, int changesIn) =>
        Assert.Equal(new RelativeTime(text, TimeSpan.FromSeconds(changesIn)), RelativeTime.Of(Now.AddSeconds(-secondsAgo), Now, new ChatTexts("en"), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("de", "13:00")]
    [InlineData("en-GB", "13:00")]
    public void After_a_day_it_is_the_clock_time_of_the_visitor(string language, string text) =>
        Assert.Equal(
            new RelativeTime(text, null),
            RelativeTime.Of(Now.AddDays(-1), Now, new ChatTexts(language), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
}
