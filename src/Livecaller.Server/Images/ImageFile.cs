namespace Livecaller.Server.Images;

// The bytes of an image, read sequentially and overwritten in places. The length does not change.
internal sealed class ImageFile(Stream stream)
{
    private static readonly byte[] Zeros = new byte[16 * 1024];

    public long Length => stream.Length;

    public long Position
    {
        get => stream.Position;
        set => stream.Position = Math.Min(value, Length);
    }

    public long Left => Length - Position;

    /// <summary>Fills the buffer; false when the file ends before that.</summary>
    public bool TryRead(Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;

    /// <summary>Reads a number of bytes, or as many as there are.</summary>
    public byte[] Read(long count)
    {
        var bytes = new byte[Math.Min(count, Left)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The next byte; -1 at the end.</summary>
    public int ReadByte() => stream.ReadByte();

    public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes[..(int)Math.Min(bytes.Length, Left)]);

    /// <summary>Overwrites a number of bytes with zeros, or as many as there are.</summary>
    public void Blank(long count)
    {
        for (var left = Math.Min(count, Left); left > 0; left -= Zeros.Length) stream.Write(Zeros, 0, (int)Math.Min(left, Zeros.Length));
    }

    /// <summary>Overwrites everything behind the end of the image.</summary>
    public void BlankRest() => Blank(Left);
}
