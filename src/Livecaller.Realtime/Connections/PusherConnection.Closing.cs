using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Connections;

internal sealed partial class PusherConnection
{
    private bool _areFramesClosed;

    /// <summary>Closes the connection: the queued frames are sent first, then the error and the close frame. False when it is closing already.</summary>
    public bool Close(CloseSignal signal)
    {
        if (IsClosing) return false;
        var closing = new Closing(this, signal);
        lock (_sendGate)
        {
            if (_closing is not null) return false;
            _closing = closing;
        }

        // Not here: whoever closes a connection may hold the lock of a channel that it is to leave.
        ThreadPool.UnsafeQueueUserWorkItem(closing, preferLocal: false);
        return true;
    }

    private void End(Closing closing)
    {
        _context.Clock.Retire(this);
        closing.Timer = _context.Time.CreateTimer(
            static state => ((PusherConnection)state!)._connection.Abort(), this, Options.CloseTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            // Before the closing handshake, so that others are notified immediately that a member has left.
            FrameDispatcher.End(this);
        }
        catch (Exception e)
        {
            LogFailed(_context.Logger, e, SocketId);
        }

        QueueClose(closing.Signal);
        Flush();
    }

    private void QueueClose(CloseSignal signal)
    {
        lock (_sendGate)
        {
            _areFramesClosed = true;
            if (signal == CloseSignal.Lost)
            {
                DropFrames();
                return;
            }

            if (signal.ErrorCode is { } code) Add(ServerFrames.Error(code, signal.Reason));
            Add(WebSocketFrames.EncodeClose(signal.Code, signal.Reason));
        }
    }

    /// <summary>The end of a connection, which begins on a thread of its own.</summary>
    private sealed class Closing(PusherConnection connection, CloseSignal signal) : IThreadPoolWorkItem
    {
        public CloseSignal Signal => signal;

        /// <summary>Completes when the last frame was written, or can't be.</summary>
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Aborts the connection when the client doesn't answer the close frame.</summary>
        public ITimer? Timer { get; set; }

        public void Execute() => connection.End(this);
    }
}
