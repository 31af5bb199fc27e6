using System.Threading.Channels;

namespace Livecaller.Realtime.Connections;

/// <summary>What waits to be sent to one socket: bounded in frames and bytes, and never waited for.</summary>
internal sealed class OutgoingQueue(int maxFrames, int maxBytes)
{
    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(maxFrames) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    /// <summary>Adds a frame; false when there is no room, or when the queue was completed.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        var total = Interlocked.Add(ref _bytes, frame.Length);
        var alone = total == frame.Length;
        if ((alone || total <= maxBytes) && _frames.Writer.TryWrite(frame)) return true;
        Sent(frame);
        return false;
    }

    /// <summary>What was queued, until the queue is completed and empty.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync() => _frames.Reader.ReadAllAsync(CancellationToken.None);

    /// <summary>Makes the room of a frame free again.</summary>
    public void Sent(ReadOnlyMemory<byte> frame) => Interlocked.Add(ref _bytes, -frame.Length);

    public void Complete() => _frames.Writer.TryComplete();
}
