using System.Buffers;
using System.Runtime.InteropServices;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Connections;

internal sealed partial class PusherConnection
{
    // Fragments of a large message have at least this many bytes; smaller ones count as frames.
    private const int MinFragmentBytes = 256;

    private readonly WebSocketReader _reader;

    private async Task ReceiveAllAsync()
    {
        var input = _connection.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                var isOpen = await ReadFramesAsync(read.Buffer).ConfigureAwait(false);
                input.AdvanceTo(read.Buffer.End);
                if (!isOpen || read.IsCompleted) return;
            }
        }
        catch (Exception e)
        {
            LogFailed(_context.Logger, e, SocketId);
            Close(CloseSignal.Lost);
        }
        finally
        {
            _reader.Close();
        }
    }

    private ValueTask<bool> ReadFramesAsync(ReadOnlySequence<byte> received)
    {
        if (received.IsEmpty) return new(true);
        OnActivity();
        if (!Budget.TryTakeRead()) Close(CloseSignal.TooManyFrames);
        return received.IsSingleSegment ? ReadTogetherAsync(MemoryMarshal.AsMemory(received.First)) : ReadSegmentsAsync(received);
    }

    private async ValueTask<bool> ReadSegmentsAsync(ReadOnlySequence<byte> received)
    {
        foreach (var segment in received)
        {
            if (!await ReadTogetherAsync(MemoryMarshal.AsMemory(segment)).ConfigureAwait(false)) return false;
        }

        return true;
    }

    private ValueTask<bool> ReadTogetherAsync(Memory<byte> received)
    {
        FlushBatch.Begin();
        try
        {
            return ReadFramesAsync(received);
        }
        finally
        {
            FlushBatch.End();
        }
    }

    /// <summary>Handles received bytes, which are unmasked where they lie: nobody else reads them. False when nothing more is to be received.</summary>
    private ValueTask<bool> ReadFramesAsync(Memory<byte> received)
    {
        var bytes = received.Span;
        for (var isFirst = true; _reader.TryRead(ref bytes, out var frame); isFirst = false)
        {
            // Pings and fragments are small, so that one read, which is counted already, can contain many of them.
            var isCounted = !isFirst && frame.Kind is not (ReceivedFrameKind.Text or ReceivedFrameKind.Binary);
            if (isCounted && !Budget.TryTakeRead()) Close(CloseSignal.TooManyFrames);
            switch (frame.Kind)
            {
                case ReceivedFrameKind.Close:
                    Close(CloseSignal.ByClient(frame.CloseCode));
                    return new(false);
                case ReceivedFrameKind.Violation:
                    Close(CloseSignal.Violation);
                    return new(false);
                case ReceivedFrameKind.InvalidText:
                    Close(CloseSignal.InvalidText);
                    return new(false);
            }

            // The connection is closing: only the client's close frame is waited for.
            if (IsClosing) continue;
            var handled = HandleAsync(frame);
            if (!handled.IsCompletedSuccessfully) return ContinueAsync(handled, received[^bytes.Length..]);
            handled.GetAwaiter().GetResult();
        }

        return new(true);
    }

    private async ValueTask<bool> ContinueAsync(ValueTask handled, Memory<byte> rest)
    {
        await handled.ConfigureAwait(false);
        return rest.IsEmpty || await ReadTogetherAsync(rest).ConfigureAwait(false);
    }

    private ValueTask HandleAsync(ReceivedFrame frame)
    {
        switch (frame.Kind)
        {
            case ReceivedFrameKind.Ping:
                Send(WebSocketFrames.Encode(WebSocketFrames.Pong, frame.Payload));
                return ValueTask.CompletedTask;
            case ReceivedFrameKind.Pong:
                return ValueTask.CompletedTask;
            case ReceivedFrameKind.TooLarge:
                Close(CloseSignal.TooLarge);
                return ValueTask.CompletedTask;
            case ReceivedFrameKind.Fragment when frame.Payload.Length >= MinFragmentBytes:
                return ValueTask.CompletedTask;
        }

        if (!Budget.TryTakeFrame()) Close(CloseSignal.TooManyFrames);
        else if (frame.Kind == ReceivedFrameKind.Binary) Close(CloseSignal.Binary);
        else if (frame.Kind == ReceivedFrameKind.Text) return HandleTextAsync(frame.Payload);
        return ValueTask.CompletedTask;
    }

    private ValueTask HandleTextAsync(ReadOnlySpan<byte> message)
    {
        if (!PusherFrameReader.TryRead(message, out var frame, out var reason))
        {
            RefuseFrame(reason);
            return ValueTask.CompletedTask;
        }

        var before = _invalidFrames;
        var handled = FrameDispatcher.DispatchAsync(this, frame);
        if (_invalidFrames == before) _invalidFrames = 0;
        return handled;
    }
}
