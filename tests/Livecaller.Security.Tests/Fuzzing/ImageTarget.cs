using Livecaller.Security.Tests.Images;
using Livecaller.Server.Images;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>An image as it is uploaded: its metadata is removed, and what is known of it is decoded.</summary>
internal sealed class ImageTarget(string mimeType, params byte[][] seeds) : IFuzzTarget
{
    // Large enough for what the readers do, small enough for many inputs in a second.
    private const int MaxPixels = 10_000;

    public string Name => mimeType;

    public IReadOnlyList<byte[]> Seeds => seeds;

    public void Run(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        ImageFacts? facts;
        try
        {
            facts = Blank(bytes);
        }
        catch (ImageRefusedException)
        {
            return;
        }

        var once = bytes.ToArray();
        Assert.Equal(facts, Blank(bytes));
        Assert.True(once.AsSpan().SequenceEqual(bytes), "Removing the metadata again changed the file.");
        if (facts is { Pixels: <= MaxPixels }) Paint(bytes, facts);
    }

    private ImageFacts? Blank(byte[] bytes)
    {
        using var file = new CountingStream(bytes);
        var facts = ImageMetadata.Blank(mimeType, file, new ImageBudget(TimeProvider.System));
        Assert.InRange(file.Reads, 0, CountingStream.MaxReads(bytes.Length));
        return facts;
    }

    private static void Paint(byte[] bytes, ImageFacts facts)
    {
        var path = Path.Combine(Path.GetTempPath(), "livecaller-fuzz-" + Guid.NewGuid().ToString("N"));
        try
        {
            File.WriteAllBytes(path, bytes);
            Thumbnail.Paint(path, facts);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
