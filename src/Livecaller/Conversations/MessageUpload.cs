namespace Livecaller.Conversations;

/// <summary>A file of a message that is on its way.</summary>
public sealed record MessageUpload
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of its bytes, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>How many bytes the server has.</summary>
    public long Sent { get; init; }

    /// <summary>The part that the server has, 0 to 1.</summary>
    public double Progress => Size == 0 ? 0 : Sent / (double)Size;
}
