using System.Threading.Channels;

namespace Livecaller.Realtime.Connections;

/// <summary>The frames that wait to be sent to one socket: bounded in frames and bytes. Adding never waits.</summary>
internal sealed class OutgoingQueue(int maxFrames, int maxBytes)
{
    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(maxFrames) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    /// <summary>Adds a frame. False when the queue is full or completed.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        var total = Interlocked.Add(ref _bytes, frame.Length);
        var alone = total == frame.Length;
        if ((alone || total <= maxBytes) && _frames.Writer.TryWrite(frame)) return true;
        Sent(frame);
        return false;
    }

    /// <summary>Reads the frames until the queue is completed and empty.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync() => _frames.Reader.ReadAllAsync(CancellationToken.None);

    /// <summary>Frees a frame's share of the queue.</summary>
    public void Sent(ReadOnlyMemory<byte> frame) => Interlocked.Add(ref _bytes, -frame.Length);

    public void Complete() => _frames.Writer.TryComplete();
}
