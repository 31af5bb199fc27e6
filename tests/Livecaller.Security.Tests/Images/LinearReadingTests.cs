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

        var buffers = (bytes.Length / ImageFile.BufferSize) + 1;
        Assert.InRange(file.Reads, 1, 4 * buffers);
        Assert.InRange(file.BytesRead, 1, 4L * bytes.Length);
        Assert.InRange(file.Writes, 0, 4 * buffers);
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

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public int Reads { get; private set; }

        public long BytesRead { get; private set; }

        public int Writes { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            var read = base.Read(buffer);
            BytesRead += read;
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Writes++;
            base.Write(buffer, offset, count);
        }
    }
}
