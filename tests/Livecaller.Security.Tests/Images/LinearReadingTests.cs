using Livecaller.Server.Images;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Images;

/// <summary>The work for an image grows with its size only, counted in reads and writes of the file.</summary>
public sealed class LinearReadingTests
{
    private const int Size = 4_000_000;

    public static TheoryData<string> Names => [.. HostileImages.OfSteps(Size).Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_part_of_a_file_is_read_and_written_a_few_times_at_most(string name)
    {
        var (_, type, bytes) = HostileImages.OfSteps(Size).Single(i => i.Name == name);
        using var file = new CountingStream(bytes);

        ImageMetadata.Blank(type, file, new ImageBudget(TimeProvider.System));

        Assert.InRange(file.Reads, 1, CountingStream.MaxReads(bytes.Length));
        Assert.InRange(file.BytesRead, 1, 4L * bytes.Length);
        Assert.InRange(file.Writes, 0, CountingStream.MaxReads(bytes.Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_that_takes_too_long_is_refused(string name)
    {
        var (_, type, bytes) = HostileImages.OfSteps(Size).Single(i => i.Name == name);
        using var file = new MemoryStream(bytes);
        // Each look at the clock finds it a second later.
        var budget = new ImageBudget(new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) });

        var refused = Assert.Throws<ImageRefusedException>(() => ImageMetadata.Blank(type, file, budget));

        Assert.Equal("The image could not be read within 10 seconds.", refused.Message);
    }

    [Fact]
    public void Reading_ends_when_the_client_is_gone()
    {
        var (_, type, bytes) = HostileImages.OfSteps(Size).First();
        using var file = new MemoryStream(bytes);
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ImageMetadata.Blank(type, file, new ImageBudget(TimeProvider.System, gone.Token)));
    }
}
