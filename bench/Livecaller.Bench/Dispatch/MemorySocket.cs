using System.Text.Json;
using System.Threading.Channels;
using Livecaller.Connection;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench.Dispatch;

/// <summary>An in-memory socket that returns the frames it was given.</summary>
internal sealed class MemorySocket : IPusherSocket, IPusherSocketFactory
{
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = 2;

    /// <summary>Completes when the visitor's and the conversation's channels are subscribed.</summary>
    public Task Subscribed => _subscribed.Task;

    public void Feed(byte[] frame) => _frames.Writer.TryWrite(frame);

    public ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        Feed(PusherFrameWriter.WriteFromServer(
            new(PusherEventNames.ConnectionEstablished, Data: """{"socket_id":"1.1","activity_timeout":60}""")));
        return ValueTask.FromResult<IPusherSocket>(this);
    }

    public async ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default) =>
        PusherSocketMessage.Text(_frames.Reader.TryRead(out var frame) ? frame : await _frames.Reader.ReadAsync(cancellationToken));

    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default)
    {
        if (PusherFrameReader.TryRead(utf8.Span, out var frame, out _) && frame.Event == PusherEventNames.Subscribe)
        {
            Feed(PusherFrameWriter.WriteFromServer(new(
                PusherEventNames.SubscriptionSucceeded, JsonElement.Parse(frame.Data!).GetProperty("channel").GetString(), "{}")));
            if (Interlocked.Decrement(ref _missing) == 0) _subscribed.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask CloseAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
