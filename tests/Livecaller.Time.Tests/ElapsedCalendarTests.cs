using System.Globalization;
using CsCheck;
using Livecaller.Time;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Time.Tests;

public class ElapsedCalendarTests
{
    // Clocks jump from 00:00 to 01:00 on the 5th of April and from 01:00 back to 00:00 on the 4th of October.
    private static readonly TimeZoneInfo Jumping = TimeZoneInfo.CreateCustomTimeZone("Jumping", TimeSpan.FromHours(2), null, null, null,
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 4, 5),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 1, 0, 0), 10, 4)),
    ]);

    [Theory]
    [InlineData("2026-03-15T12:00+02:00", "2026-03-15T12:00:00.9+02:00", "now", "2026-03-15T12:00:01.9+02:00")]
    [InlineData("2026-03-15T12:00+02:00", "2026-03-15T11:59:59.1+02:00", "now", "2026-03-15T12:00:00.1+02:00")]
    [InlineData("2026-03-15T01:00+02:00", "2026-03-14T23:00+02:00", "2 hours ago", "2026-03-15T02:00+02:00")]
    [InlineData("2026-03-15T01:00+02:00", "2026-03-14T00:30+02:00", "yesterday", "2026-03-16T00:00+02:00")]
    [InlineData("2026-03-15T00:30+02:00", "2026-03-13T23:30+02:00", "2 days ago", "2026-03-16T00:00+02:00")]
    [InlineData("2026-03-14T23:30+02:00", "2026-03-08T23:50+02:00", "6 days ago", "2026-03-15T00:00+02:00")]
    [InlineData("2026-03-15T00:30+02:00", "2026-03-08T22:00+02:00", "1 week ago", "2026-03-22T00:00+02:00")]
    [InlineData("2026-03-15T12:00+02:00", "2026-02-14T12:00+02:00", "1 month ago", "2026-04-14T13:00+03:00")]
    [InlineData("2026-03-15T12:00+02:00", "2025-02-14T12:00+02:00", "1 year ago", "2027-02-14T12:00+02:00")]
    [InlineData("2026-03-15T12:00+02:00", "2026-03-16T18:00+02:00", "tomorrow", "2026-03-15T18:00:00.0000001+02:00")]
    [InlineData("2026-03-15T12:00+02:00", "2026-03-17T18:00+02:00", "in 2 days", "2026-03-16T00:00+02:00")]
    [InlineData("2026-04-04T12:00+02:00", "2026-04-03T10:00+02:00", "yesterday", "2026-04-05T01:00+03:00")]
    [InlineData("2026-10-03T12:00+03:00", "2026-10-02T10:00+03:00", "yesterday", "2026-10-04T00:00+03:00")]
    [InlineData("2026-10-04T23:40+02:00", "2026-10-04T00:30+03:00", "24 hours ago", "2026-10-05T00:00+02:00")]
    public void Words_follow_the_calendar_of_the_zone(string now, string then, string text, string changesAt)
    {
        var elapsed = FormatAt(At(now), "en").FormatElapsed(At(then));
        Assert.Equal(text, elapsed.Text);
        Assert.Equal(At(changesAt), elapsed.ChangesAt);
    }

    [Fact]
    public void Text_stays_until_the_told_instant_and_not_a_tick_longer() =>
        Gen.Select(Gen.Long[0, TimeSpan.FromDays(900).Ticks], Distance, Gen.Bool, Gen.Double[0, 1], Languages)
            .Sample((since, distance, auto, part, language) =>
            {
                var now = At("2026-01-01T00:00Z").AddTicks(since);
                var then = now.AddTicks(distance);
                var numeric = auto ? RelativeTimeNumeric.Auto : RelativeTimeNumeric.Always;
                string Text(DateTimeOffset at) => FormatAt(at, language, numeric).FormatElapsed(then).Text;

                var (text, changesAt) = FormatAt(now, language, numeric).FormatElapsed(then);
                Assert.True(changesAt > now);
                Assert.Equal(text, Text(now + (changesAt.AddTicks(-1) - now) * part));
                Assert.Equal(text, Text(changesAt.AddTicks(-1)));
                Assert.NotEqual(text, Text(changesAt));
            }, iter: 20_000);

    [Theory]
    [InlineData(-12)]
    [InlineData(0)]
    [InlineData(14)]
    public void Ends_of_time_are_moments_like_any_other(int offset)
    {
        var time = new FakeTimeProvider(At("2026-03-15T12:00Z"));
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("Far", TimeSpan.FromHours(offset), null, null));
        foreach (var numeric in Enum.GetValues<RelativeTimeNumeric>())
        {
            var format = RelativeTimeFormat.For("en", numeric: numeric, timeProvider: time);
            Assert.Equal("2,025 years ago", format.FormatElapsed(default).Text);
            Assert.Equal("in 7,973 years", format.FormatElapsed(DateTimeOffset.MaxValue).Text);
        }
    }

    private static Gen<string> Languages => Gen.Int[0, 5].Select(index => new[] { "en", "de", "ar-EG", "ja", "pl", "he" }[index]);

    // As many seconds as years: every unit gets its share.
    private static Gen<long> Distance => Gen.Select(Gen.Double[0, 9.2], Gen.Bool,
        (power, past) => (long)(Math.Pow(10, power) * TimeSpan.TicksPerSecond) * (past ? -1 : 1));

    private static RelativeTimeFormat FormatAt(DateTimeOffset now, string language, RelativeTimeNumeric numeric = RelativeTimeNumeric.Auto)
    {
        var time = new FakeTimeProvider(now);
        time.SetLocalTimeZone(Jumping);
        return RelativeTimeFormat.For(language, numeric: numeric, timeProvider: time);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
