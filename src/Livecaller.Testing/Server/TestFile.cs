using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>A file that is being uploaded, or is complete. Guarded by the server's lock.</summary>
/// <param name="id">Its id.</param>
/// <param name="owner">Its visitor; null for a file of the operator.</param>
/// <param name="name">Its sanitized name.</param>
/// <param name="mimeType">Its type according to its name. The content can have a more specific one.</param>
/// <param name="length">The number of bytes that it will have.</param>
/// <param name="recording">The metadata of a recording.</param>
/// <param name="metadata">The header of its creation; null for a form.</param>
/// <param name="createdAt">When it was created.</param>
internal sealed class TestFile(
    AttachmentId id, TestVisitor? owner, string name, string mimeType, long length, Recording recording, string? metadata, DateTimeOffset createdAt)
{
    private readonly List<byte> _content = [];

    public AttachmentId Id { get; } = id;

    public TestVisitor? Owner { get; } = owner;

    public string Name { get; } = name;

    public string MimeType { get; set; } = mimeType;

    public long Length { get; } = length;

    public Recording Recording { get; } = recording;

    public string? Metadata { get; } = metadata;

    /// <summary>When the upload expires.</summary>
    public DateTimeOffset Expires { get; } = createdAt + Tus.Lifetime;

    public DateTimeOffset? CompletedAt { get; set; }

    public MessageId? Message { get; set; }

    public (int Width, int Height)? ImageSize { get; set; }

    public long Offset => _content.Count;

    public long Missing => Length - Offset;

    public bool IsComplete => CompletedAt is not null;

    public void Append(ReadOnlySpan<byte> bytes) => _content.AddRange(bytes);

    public byte[] ToArray() => [.. _content];

    public byte[] Head() => [.. _content.Take(AttachmentRules.HeadBytes)];
}
