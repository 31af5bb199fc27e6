namespace Livecaller.Server.Images;

// The bytes of an image, read sequentially and overwritten in places. The length does not change. What is read goes through one buffer,
// so that small steps cost no calls of the operating system; only a step to a place outside of the buffer reads again.
internal sealed class ImageFile(Stream stream, ImageBudget budget)
{
    public const int BufferSize = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private long _start;
    private int _count;
    private int _dirtyFrom = BufferSize;
    private int _dirtyTo;
    private long _position;

    public long Length { get; } = stream.Length;

    public long Position
    {
        get => _position;
        set => _position = Math.Min(value, Length);
    }

    public long Left => Length - _position;

    public ImageBudget Budget => budget;

    /// <summary>Fills the buffer; false when the file ends before that.</summary>
    public bool TryRead(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var ahead = Ahead();
            if (ahead.IsEmpty) return false;
            ahead = ahead[..Math.Min(ahead.Length, buffer.Length)];
            ahead.CopyTo(buffer);
            buffer = buffer[ahead.Length..];
            _position += ahead.Length;
        }

        return true;
    }

    /// <summary>Reads a number of bytes, or as many as there are.</summary>
    public byte[] Read(int count)
    {
        var bytes = new byte[Math.Min(count, Left)];
        TryRead(bytes);
        return bytes;
    }

    /// <summary>The next byte; -1 at the end.</summary>
    public int ReadByte()
    {
        var ahead = Ahead();
        if (ahead.IsEmpty) return -1;
        _position++;
        return ahead[0];
    }

    /// <summary>Moves behind the next byte of this value; false when there is none up to the end.</summary>
    public bool TrySkipPast(byte value)
    {
        while (Ahead() is { IsEmpty: false } ahead)
        {
            var index = ahead.IndexOf(value);
            _position += index < 0 ? ahead.Length : index + 1;
            if (index >= 0) return true;
        }

        return false;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Ahead() is { IsEmpty: false } ahead)
        {
            var part = bytes[..Math.Min(ahead.Length, bytes.Length)];
            if (!ahead[..part.Length].SequenceEqual(part))
            {
                part.CopyTo(ahead);
                MarkDirty(part.Length);
            }

            bytes = bytes[part.Length..];
            _position += part.Length;
        }
    }

    /// <summary>Overwrites a number of bytes with zeros, or as many as there are.</summary>
    public void Blank(long count)
    {
        for (count = Math.Min(count, Left); count > 0;)
        {
            var ahead = Ahead();
            ahead = ahead[..(int)Math.Min(ahead.Length, count)];
            if (ahead.ContainsAnyExcept((byte)0))
            {
                ahead.Clear();
                MarkDirty(ahead.Length);
            }

            count -= ahead.Length;
            _position += ahead.Length;
        }
    }

    /// <summary>Overwrites everything behind the end of the image.</summary>
    public void BlankRest() => Blank(Left);

    /// <summary>Writes what was changed.</summary>
    public void Save()
    {
        if (_dirtyTo == 0) return;
        stream.Position = _start + _dirtyFrom;
        stream.Write(_buffer, _dirtyFrom, _dirtyTo - _dirtyFrom);
        (_dirtyFrom, _dirtyTo) = (BufferSize, 0);
    }

    // The bytes of the buffer from the position on; empty at the end of the file only.
    private Span<byte> Ahead()
    {
        if (_position >= _start && _position < _start + _count) return _buffer.AsSpan((int)(_position - _start), (int)(_start + _count - _position));
        if (_position >= Length) return [];
        budget.Check();
        Save();
        stream.Position = _start = _position;
        _count = stream.ReadAtLeast(_buffer, (int)Math.Min(BufferSize, Left));
        return _buffer.AsSpan(0, _count);
    }

    private void MarkDirty(int count)
    {
        var from = (int)(_position - _start);
        (_dirtyFrom, _dirtyTo) = (Math.Min(_dirtyFrom, from), Math.Max(_dirtyTo, from + count));
    }
}
