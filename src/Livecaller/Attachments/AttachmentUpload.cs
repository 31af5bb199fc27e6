namespace Livecaller;

/// <summary>A file to upload.</summary>
public sealed record AttachmentUpload
{
    /// <summary>The file's name, without any folder.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of its bytes, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The bytes, read once from where the stream stands. The caller disposes it.</summary>
    public required Stream Content { get; init; }
}
