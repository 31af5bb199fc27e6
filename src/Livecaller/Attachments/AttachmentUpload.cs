using Livecaller.Shared;

namespace Livecaller;

/// <summary>A file to upload.</summary>
public sealed record AttachmentUpload
{
    /// <summary>The file's name, without any folder.</summary>
    public required string Name { get; init; }

    /// <summary>The media type of its content, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The length of a recording in seconds, 0 to 3600; null for any other file. Receivers know it before they load the file.</summary>
    /// <value>null</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 3600.</exception>
    public double? Duration
    {
        get;
        init => field = value is null or (>= 0 and <= RecordingLimits.MaxSeconds) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Expected 0 to {RecordingLimits.MaxSeconds} seconds.");
    }

    /// <summary>The loudness of a recording over its length: 1 to 128 values of 0 to 1, of which two decimals are sent; null where nothing was measured.</summary>
    /// <value>null</value>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many values, or one of them is not between 0 and 1.</exception>
    public IReadOnlyList<double>? Waveform
    {
        get;
        init => field = value is null || (value.Count is > 0 and <= RecordingLimits.MaxWaveformValues && value.All(v => v is >= 0 and <= 1)) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"Expected 1 to {RecordingLimits.MaxWaveformValues} values of 0 to 1.");
    }

    /// <summary>The content, read once from the current position of the stream. The caller disposes it.</summary>
    public required Stream Content { get; init; }
}
