using Livecaller.Protocol;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>A file of which some bytes have come, or all of them. Guarded by the server's lock.</summary>
/// <param name="id">Its id.</param>
/// <param name="owner">Its visitor; null for the operator's.</param>
/// <param name="name">Its name, cleaned.</param>
/// <param name="mimeType">Its type, as its name has it; the bytes can tell a closer one.</param>
/// <param name="length">How many bytes it will have.</param>
/// <param name="recording">What was said of a recording.</param>
/// <param name="metadata">The header that it was announced with; null for a form.</param>
/// <param name="createdAt">When it was announced.</param>
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

    /// <summary>Until when the rest is waited for.</summary>
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
