using System.Globalization;

namespace Livecaller.Server.Images;

/// <summary>How much work one image may cause before it is refused. Not thread-safe.</summary>
internal sealed class ImageBudget(TimeProvider time, CancellationToken cancellationToken = default)
{
    /// <summary>The maximum number of segments, chunks, extensions and frames. A photo has fewer than a hundred, a long animation a few thousand.</summary>
    public const int MaxSegments = 10_000;

    /// <summary>The maximum time for reading an image's structure. A file of 20 MB takes a fraction of a second.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private readonly long _start = time.GetTimestamp();
    private int _segments;

    /// <summary>Counts a segment.</summary>
    /// <exception cref="ImageRefusedException">There are too many.</exception>
    public void CountSegment()
    {
        if (++_segments > MaxSegments)
            throw new ImageRefusedException(string.Create(CultureInfo.InvariantCulture, $"The image has more than {MaxSegments:N0} segments."));
    }

    /// <summary>Must be called after a bounded number of steps.</summary>
    /// <exception cref="ImageRefusedException">The time has passed.</exception>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_start) > MaxTime)
            throw new ImageRefusedException(string.Create(CultureInfo.InvariantCulture, $"The image could not be read within {MaxTime.TotalSeconds:N0} seconds."));
    }
}

/// <summary>An image causes more work than any image that people send.</summary>
internal sealed class ImageRefusedException(string reason) : Exception(reason)
{
    public Problem Problem => Problems.Invalid("file", Message);
}
