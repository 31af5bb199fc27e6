using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>A file of which bytes have come, or all of them. Guarded by the server's lock.</summary>
internal sealed class TestUpload(TestVisitor owner, AttachmentPayload attachment, string metadata, DateTimeOffset expires)
{
    private readonly List<byte> _content = [];

    public TestVisitor Owner { get; } = owner;

    public AttachmentPayload Attachment { get; } = attachment;

    public string Metadata { get; } = metadata;

    public DateTimeOffset Expires { get; } = expires;

    public long Offset => _content.Count;

    public bool IsComplete => Offset == Attachment.Size;

    public void Append(ReadOnlySpan<byte> bytes) => _content.AddRange(bytes);

    public byte[] ToArray() => [.. _content];
}
