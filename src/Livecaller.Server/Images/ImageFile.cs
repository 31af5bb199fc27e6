namespace Livecaller.Server.Images;

// A picture's bytes, read from front to back and overwritten here and there. It never becomes longer or shorter.
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

    /// <summary>Fills the buffer; false where the file ends before.</summary>
    public bool TryRead(Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;

    /// <summary>So many bytes, or those that are there.</summary>
    public byte[] Read(long count)
    {
        var bytes = new byte[Math.Min(count, Left)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The next byte; -1 at the end.</summary>
    public int ReadByte() => stream.ReadByte();

    public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes[..(int)Math.Min(bytes.Length, Left)]);

    /// <summary>Overwrites so many bytes with zeros, or those that are there.</summary>
    public void Blank(long count)
    {
        for (var left = Math.Min(count, Left); left > 0; left -= Zeros.Length) stream.Write(Zeros, 0, (int)Math.Min(left, Zeros.Length));
    }

    /// <summary>Nothing that stands behind a picture is part of it.</summary>
    public void BlankRest() => Blank(Left);
}
