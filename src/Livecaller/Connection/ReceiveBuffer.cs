using System.Buffers;

namespace Livecaller.Connection;

/// <summary>Memory for one message while it is received and read; between messages there is none.</summary>
internal sealed class ReceiveBuffer(int chunkSize)
{
    private byte[] _rented = [];

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _rented.AsMemory(0, Length);

    /// <summary>Space for the next chunk.</summary>
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

    /// <summary>Gives the memory back; what was written is gone.</summary>
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
