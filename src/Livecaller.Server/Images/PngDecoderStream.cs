using System.Buffers.Binary;

namespace Livecaller.Server.Images;

/// <summary>
/// A PNG image without the chunks that its pixels don't need: metadata, and all chunks of more than 256 KB besides the pixels. The decoder buffers a chunk that isn't pixels again
/// for each piece that it reads, so that a single chunk of 10 MB costs it a minute.
/// </summary>
internal sealed class PngDecoderStream : Stream
{
    // In bytes, of a chunk that isn't pixels. Color profiles are seldom larger than 10 KB.
    private const int MaxLength = 256 * 1024;

    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly Stream _file;
    private readonly byte[] _head = new byte[8];

    // What is left of the chunk's head, and of its content and checksum.
    private ReadOnlyMemory<byte> _pending;
    private long _left;

    private PngDecoderStream(Stream file) => (_file, _pending) = (file, Signature);

    /// <summary>Wraps a file that contains a PNG image; returns other files as they are.</summary>
    public static Stream Open(Stream file)
    {
        Span<byte> start = stackalloc byte[8];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Signature)) return new PngDecoderStream(file);
        file.Position = 0;
        return file;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_pending.IsEmpty && _left == 0 && !NextChunk()) return 0;
        if (!_pending.IsEmpty)
        {
            var head = _pending.Span[..Math.Min(_pending.Length, buffer.Length)];
            head.CopyTo(buffer);
            _pending = _pending[head.Length..];
            return head.Length;
        }

        var read = _file.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left = read == 0 ? 0 : _left - read;
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }

    // Skips the chunks that the decoder doesn't get.
    private bool NextChunk()
    {
        while (_file.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false) == _head.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(_head);
            var type = _head.AsSpan(4);
            if (type.SequenceEqual("IDAT"u8) || (length <= MaxLength && PngMetadata.IsNeeded(type)))
            {
                (_pending, _left) = (_head, length + 4L);
                return true;
            }

            _file.Position += length + 4L;
        }

        return false;
    }
}
