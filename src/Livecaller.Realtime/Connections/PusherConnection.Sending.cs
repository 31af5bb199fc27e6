using System.Buffers;

namespace Livecaller.Realtime.Connections;

internal sealed partial class PusherConnection
{
    // What waits for a slow socket is sent in writes of about this size.
    private const int MaxWriteBytes = 16 * 1024;

    private readonly Lock _sendGate = new();
    private ReadOnlyMemory<byte> _next;
    private Queue<ReadOnlyMemory<byte>>? _more;
    private int _queuedFrames;
    private int _queuedBytes;
    private bool _isWriting;

    /// <summary>Queues a frame without waiting. The bytes are shared with all other subscribers.</summary>
    public void Queue(ReadOnlyMemory<byte> frame)
    {
        lock (_sendGate)
        {
            if (IsClosing) return;

            // What nobody has tried to write yet doesn't make a client slow.
            var fits = !_isWriting || _queuedFrames == 0 || (_queuedFrames < Options.MaxQueuedFrames && _queuedBytes + frame.Length <= Options.MaxQueuedBytes);
            if (fits)
            {
                Add(frame);
                return;
            }
        }

        if (Close(CloseSignal.TooSlow)) LogTooSlow(_context.Logger, SocketId);
    }

    /// <summary>
    /// Writes what is queued, on this thread and without waiting. What a slow socket doesn't take is written when it takes more.
    /// Returns at once while another thread writes: it writes these frames too.
    /// </summary>
    public void Flush()
    {
        if (TryTake(isWriting: false, out var bytes, out var rented)) Write(bytes, rented);
    }

    /// <summary>Queues a frame and writes it.</summary>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        Queue(frame);
        Flush();
    }

    private void Add(ReadOnlyMemory<byte> frame)
    {
        if (_queuedFrames++ == 0) _next = frame;
        else (_more ??= new()).Enqueue(frame);
        _queuedBytes += frame.Length;
    }

    private void Write(ReadOnlyMemory<byte> bytes, byte[]? rented)
    {
        while (true)
        {
            try
            {
                var written = _connection.Output.WriteAsync(bytes);
                if (!written.IsCompleted)
                {
                    _ = FinishAsync(written, rented);
                    return;
                }

                written.GetAwaiter().GetResult();
            }
            catch (Exception e)
            {
                OnWriteFailed(e);
            }

            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
            if (!TryTake(isWriting: true, out bytes, out rented)) return;
        }
    }

    private async Task FinishAsync(ValueTask written, byte[]? rented)
    {
        try
        {
            await written.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            OnWriteFailed(e);
        }

        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        if (TryTake(isWriting: true, out var bytes, out rented)) Write(bytes, rented);
    }

    // Takes the frame that waits, or several of them in one array.
    private bool TryTake(bool isWriting, out ReadOnlyMemory<byte> bytes, out byte[]? rented)
    {
        (bytes, rented) = (default, null);
        lock (_sendGate)
        {
            if (_isWriting != isWriting) return false;
            _isWriting = _queuedFrames > 0;
            _hasWritten |= _isWriting;
            if (!_isWriting)
            {
                if (_areFramesClosed) _closing!.Done.TrySetResult();
                return false;
            }

            if (_queuedFrames == 1)
            {
                bytes = _next;
                (_next, _queuedFrames, _queuedBytes) = (default, 0, 0);
                return true;
            }

            rented = ArrayPool<byte>.Shared.Rent(Math.Max(_next.Length, Math.Min(_queuedBytes, MaxWriteBytes)));
            var count = 0;
            while (_queuedFrames > 0 && count + _next.Length <= rented.Length)
            {
                _next.CopyTo(rented.AsMemory(count));
                count += _next.Length;
                _next = --_queuedFrames > 0 ? _more!.Dequeue() : default;
            }

            _queuedBytes -= count;
            if (_queuedFrames == 0) _more = null;
            bytes = rented.AsMemory(0, count);
            return true;
        }
    }

    private void OnWriteFailed(Exception exception)
    {
        LogFailed(_context.Logger, exception, SocketId);
        Close(CloseSignal.Lost);
        lock (_sendGate) DropFrames();
        _connection.Abort();
    }

    private void DropFrames() => (_next, _more, _queuedFrames, _queuedBytes) = (default, null, 0, 0);
}
