using Livecaller.Time;

namespace Livecaller.Time.Tests;

public class DataTests
{
    private const int Limit = 60 * 1024;

    [Fact]
    public void Data_of_all_languages_is_smaller_than_60_KiB()
    {
        using var data = typeof(RelativeTimeFormat).Assembly.GetManifestResourceStream("Livecaller.Time.relative-time.deflate");
        Assert.NotNull(data);
        Assert.InRange(data.Length, 1, Limit - 1);
    }

    [Fact]
    public void Licence_of_the_data_travels_with_it()
    {
        using var licence = typeof(RelativeTimeFormat).Assembly.GetManifestResourceStream("Livecaller.Time.UNICODE-LICENSE.txt");
        Assert.NotNull(licence);
        Assert.StartsWith("UNICODE LICENSE V3", new StreamReader(licence).ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_may_ask_for_many_languages_at_once()
    {
        var answers = IntlAnswers.ReadAll().Where((_, index) => index % 8 == 0).ToArray();
        using var start = new Barrier(8);
        var asking = Enumerable.Range(0, start.ParticipantCount).Select(thread => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            return answers.Skip(thread).Concat(answers.Take(thread)).Sum(answer => answer.Cases.Count(one =>
                RelativeTimeFormat.For(answer.Languages[0], one.Style, one.Numeric).Format(one.Value, one.Unit) != one.Text));
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var wrong = await Task.WhenAll(asking).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.All(wrong, count => Assert.Equal(0, count));
    }
}
