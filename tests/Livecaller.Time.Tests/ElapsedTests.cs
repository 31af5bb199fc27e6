using System.Globalization;
using Livecaller.Time;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Time.Tests;

public class ElapsedTests
{
    private readonly FakeTimeProvider _time = new(At("2026-03-15T12:00:00Z"));

    [Theory]
    [InlineData("2026-03-15T12:00:00Z", "0 seconds ago", "2026-03-15T12:00:01Z")]
    [InlineData("2026-03-15T11:59:59.0000001Z", "0 seconds ago", "2026-03-15T12:00:00.0000001Z")]
    [InlineData("2026-03-15T11:59:59Z", "1 second ago", "2026-03-15T12:00:01Z")]
    [InlineData("2026-03-15T11:59:00.5Z", "59 seconds ago", "2026-03-15T12:00:00.5Z")]
    [InlineData("2026-03-15T11:59:00Z", "1 minute ago", "2026-03-15T12:01:00Z")]
    [InlineData("2026-03-15T11:00:30Z", "59 minutes ago", "2026-03-15T12:00:30Z")]
    [InlineData("2026-03-15T11:00:00Z", "1 hour ago", "2026-03-15T13:00:00Z")]
    [InlineData("2026-03-14T12:00:01Z", "23 hours ago", "2026-03-15T12:00:01Z")]
    [InlineData("2026-03-14T12:00:00Z", "1 day ago", "2026-03-16T12:00:00Z")]
    [InlineData("2026-03-08T12:00:01Z", "6 days ago", "2026-03-15T12:00:01Z")]
    [InlineData("2026-03-08T12:00:00Z", "1 week ago", "2026-03-22T12:00:00Z")]
    [InlineData("2026-02-15T12:00:01Z", "3 weeks ago", "2026-03-15T12:00:01Z")]
    [InlineData("2026-02-15T12:00:00Z", "1 month ago", "2026-04-15T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00Z", "1 month ago", "2026-03-31T12:00:00Z")]
    [InlineData("2025-03-15T12:00:01Z", "11 months ago", "2026-03-15T12:00:01Z")]
    [InlineData("2025-03-15T12:00:00Z", "1 year ago", "2027-03-15T12:00:00Z")]
    [InlineData("2024-02-29T12:00:00Z", "2 years ago", "2027-02-28T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "2,025 years ago", "2027-01-01T00:00:00Z")]
    public void Past_counts_whole_units_and_changes_when_the_next_is_full(string then, string text, string changesAt) =>
        Expect(then, text, changesAt);

    [Theory]
    [InlineData("2026-03-15T12:00:00.5Z", "in 0 seconds", "2026-03-15T12:00:00.5Z")]
    [InlineData("2026-03-15T12:00:01Z", "in 1 second", "2026-03-15T12:00:00.0000001Z")]
    [InlineData("2026-03-15T12:01:00Z", "in 1 minute", "2026-03-15T12:00:00.0000001Z")]
    [InlineData("2026-03-15T12:05:30Z", "in 5 minutes", "2026-03-15T12:00:30.0000001Z")]
    [InlineData("2026-03-16T12:00:00Z", "in 1 day", "2026-03-15T12:00:00.0000001Z")]
    [InlineData("2026-03-25T18:00:00Z", "in 1 week", "2026-03-18T18:00:00.0000001Z")]
    [InlineData("2026-04-15T12:00:00Z", "in 1 month", "2026-03-15T12:00:00.0000001Z")]
    [InlineData("2026-04-15T11:59:59Z", "in 4 weeks", "2026-03-18T11:59:59.0000001Z")]
    [InlineData("2028-03-15T11:59:59Z", "in 1 year", "2027-03-15T11:59:59.0000001Z")]
    [InlineData("9999-12-31T23:59:59Z", "in 7,973 years", "2026-12-31T23:59:59.0000001Z")]
    public void Future_counts_down_and_a_full_unit_still_counts(string then, string text, string changesAt) =>
        Expect(then, text, changesAt);

    [Fact]
    public void One_timer_sees_every_text()
    {
        var format = RelativeTimeFormat.For("en", RelativeTimeStyle.Narrow, timeProvider: _time);
        var then = _time.GetUtcNow();
        List<string> texts = [];
        while (texts.Count < 60 + 59 + 23 + 6 + 4 + 11 + 2)
        {
            var elapsed = format.FormatElapsed(then);
            texts.Add(elapsed.Text);
            _time.SetUtcNow(elapsed.ChangesAt);
        }

        Assert.Equal(texts.Distinct(), texts);
        Assert.Equal(["0s ago", "1s ago"], texts[..2]);
        Assert.Equal(["59s ago", "1m ago"], texts[59..61]);
        Assert.Equal(["59m ago", "1h ago"], texts[118..120]);
        Assert.Equal(["23h ago", "1d ago"], texts[141..143]);
        Assert.Equal(["6d ago", "1w ago", "2w ago", "3w ago", "4w ago", "1mo ago"], texts[147..153]);
        Assert.Equal(["11mo ago", "1y ago", "2y ago"], texts[162..165]);
    }

    private void Expect(string then, string text, string changesAt)
    {
        var elapsed = RelativeTimeFormat.For("en", timeProvider: _time).FormatElapsed(At(then));
        Assert.Equal(text, elapsed.Text);
        Assert.Equal(At(changesAt), elapsed.ChangesAt);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
