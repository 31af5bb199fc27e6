using System.Buffers;

namespace Livecaller.Realtime.Connections;

/// <summary>Collects the fragments of one message. Small while idle, never larger than the limit.</summary>
internal sealed class ReceiveBuffer(int limit) : IDisposable
{
    private const int IdleSize = 1024;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(Math.Min(IdleSize, limit));
    private int _count;

    public Memory<byte> Free => _array.AsMemory(_count, Capacity - _count);

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, _count);

    private int Capacity => Math.Min(_array.Length, limit);

    public void Advance(int count) => _count += count;

    /// <summary>Makes room for more of the message. False when the message has reached the limit.</summary>
    public bool TryMakeRoom()
    {
        if (_count < Capacity) return true;
        if (_count >= limit) return false;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, _array.Length * 2L));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
        return true;
    }

    public void Clear()
    {
        _count = 0;
        if (_array.Length <= 4 * IdleSize) return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = ArrayPool<byte>.Shared.Rent(Math.Min(IdleSize, limit));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_array);
}
