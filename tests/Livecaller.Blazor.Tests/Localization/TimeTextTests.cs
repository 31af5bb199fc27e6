using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Localization;

public sealed class TimeTextTests
{
    private readonly Scripted _script = new();

    [Theory]
    [InlineData(-90, "now", 150)]
    [InlineData(0, "now", 60)]
    [InlineData(59, "now", 1)]
    [InlineData(60, "1 minute ago", 60)]
    [InlineData(3599, "59 minutes ago", 1)]
    [InlineData(3600, "1 hour ago", 3600)]
    [InlineData(86399, "23 hours ago", 1)]
    public void Says_the_time_and_when_it_reads_differently(int secondsAgo, string text, int changesIn) =>
        Assert.Equal(new(text, Scripted.Start.AddSeconds(changesIn)), TimeText.Of(Scripted.Start.AddSeconds(-secondsAgo), _script.Context()));

    [Theory]
    [InlineData("de", "jetzt", "vor 2 Minuten")]
    [InlineData("de-AT", "jetzt", "vor 2 Minuten")]
    [InlineData("ar", "الآن", "قبل دقيقتين")]
    [InlineData("fr", "maintenant", "il y a 2 minutes")]
    [InlineData("ru", "сейчас", "2 минуты назад")]
    [InlineData("sv", "now", "2 minutes ago")]
    public void Speaks_the_language_of_the_other_words(string language, string now, string twoMinutes)
    {
        var context = _script.Context() with { Texts = new ChatTexts(language, Languages.All) };

        Assert.Equal(now, TimeText.Of(Scripted.Start, context).Text);
        Assert.Equal(twoMinutes, TimeText.Of(Scripted.Start.AddMinutes(-2), context).Text);
    }

    [Theory]
    [InlineData("de", "13:00")]
    [InlineData("en-GB", "13:00")]
    public void After_a_day_it_is_the_clock_time_of_the_visitor(string language, string text)
    {
        var context = _script.Context() with { Texts = new ChatTexts(language, Languages.All), Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

        Assert.Equal(new(text, DateTimeOffset.MaxValue), TimeText.Of(Scripted.Start.AddDays(-1), context));
    }
}
