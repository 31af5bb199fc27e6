using Livecaller.Components.Audio;

namespace Livecaller.Components.Tests.Audio;

public sealed class WaveformPathTests
{
    [Fact]
    public void A_recording_that_nobody_measured_is_a_row_of_dots()
    {
        var path = WaveformPath.Of(null);

        Assert.StartsWith("M2.5 16v0.1M7.5 16v0.1", path, StringComparison.Ordinal);
        Assert.Equal(34, path.Count(c => c == 'M'));
        Assert.Equal(path, WaveformPath.Of([]));
    }

    [Fact]
    public void Bars_are_as_tall_as_the_loudest_of_what_they_stand_for()
    {
        // The first of 68 values share the first bar.
        var path = WaveformPath.Of([.5, 1, .. Enumerable.Repeat(0d, 66)]);

        Assert.StartsWith("M2.5 3v26.1M7.5 16v0.1", path, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_none_draw_nothing_strange() =>
        Assert.StartsWith("M2.5 3v26.1", WaveformPath.Of([1000, double.NaN, double.PositiveInfinity, -3]), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.6, "1:00")]
    [InlineData(300, "5:00")]
    [InlineData(-1, "0:00")]
    [InlineData(double.PositiveInfinity, "0:00")]
    public void Lengths_are_minutes_and_seconds(double seconds, string text) => Assert.Equal(text, SoundTime.Of(seconds));
}
