namespace Livecaller;

/// <summary>A file of a message that is being sent.</summary>
public sealed record MessageUpload
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>The media type of its content, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The number of bytes that the server has.</summary>
    public long Sent { get; init; }

    /// <summary>The fraction that the server has, 0 to 1.</summary>
    public double Progress => Size == 0 ? 0 : Sent / (double)Size;
}
