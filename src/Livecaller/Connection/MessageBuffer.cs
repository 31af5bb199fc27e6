using System.Buffers;

namespace Livecaller.Connection;

/// <summary>The memory of one message while it is received and read. Between messages, none is held.</summary>
internal sealed class MessageBuffer(int chunkSize)
{
    private byte[] _rented = [];

    /// <summary>The number of bytes that were written.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _rented.AsMemory(0, Length);

    /// <summary>Returns space for the next chunk.</summary>
    public Memory<byte> Space()
    {
        if (_rented.Length - Length < chunkSize)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _rented.Length, Length + chunkSize));
            Written.CopyTo(larger);
            Return();
            _rented = larger;
        }

        return _rented.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>Releases the memory and what was written.</summary>
    public void Clear()
    {
        Length = 0;
        Return();
    }

    private void Return()
    {
        if (_rented.Length > 0) ArrayPool<byte>.Shared.Return(_rented);
        _rented = [];
    }
}
