using System.Text.Json;
using System.Threading.Channels;
using Livecaller.Connection;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Tests.Fakes;

/// <summary>A socket whose other end is the test: expect a frame, send a frame.</summary>
internal sealed class ScriptedSocket(Uri address) : IPusherSocket
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<PusherSocketMessage> _toClient = Channel.CreateUnbounded<PusherSocketMessage>();
    private readonly Channel<PusherFrame> _toServer = Channel.CreateUnbounded<PusherFrame>();
    private readonly HashSet<string> _channels = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address { get; } = address;

    public Task Ended => _disposed.Task.WaitAsync(Patience);

    public void Establish(string socketId = "1.1", int activityTimeout = 60) =>
        Send("pusher:connection_established", null, $$"""{"socket_id":"{{socketId}}","activity_timeout":{{activityTimeout}}}""");

    public void Send(string name, string? channel = null, string? data = null) =>
        _toClient.Writer.TryWrite(PusherSocketMessage.Text(PusherFrameWriter.WriteFromServer(new(name, channel, data))));

    public void SendText(string text) => _toClient.Writer.TryWrite(PusherSocketMessage.Text(System.Text.Encoding.UTF8.GetBytes(text)));

    public void Close(int? code) => _toClient.Writer.TryWrite(PusherSocketMessage.Closed(code));

    public async Task<PusherFrame> ExpectAsync(string name)
    {
        var frame = await _toServer.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(name, frame.Event);
        return frame;
    }

    public async Task<string> ExpectSubscribeAsync()
    {
        var frame = await ExpectAsync("pusher:subscribe");
        return JsonElement.Parse(frame.Data!).GetProperty("channel").GetString()!;
    }

    public void Accept(string channel) => Send("pusher_internal:subscription_succeeded", channel, "{}");

    /// <summary>The channels that <see cref="AcceptEverythingAsync"/> has accepted.</summary>
    public IReadOnlyList<string> Channels
    {
        get
        {
            lock (_channels) return [.. _channels];
        }
    }

    /// <summary>How often a subscription was refused because there were as many as there may be.</summary>
    public int LimitsReached { get; private set; }

    /// <summary>Answers as the server does.</summary>
    /// <param name="limit">So many channels are accepted at a time.</param>
    public async Task AcceptEverythingAsync(int limit = int.MaxValue)
    {
        await foreach (var frame in _toServer.Reader.ReadAllAsync())
        {
            if (frame.Event == "pusher:ping") Send("pusher:pong");
            if (frame.Event is not ("pusher:subscribe" or "pusher:unsubscribe")) continue;
            var channel = JsonElement.Parse(frame.Data!).GetProperty("channel").GetString()!;
            var isAccepted = true;
            lock (_channels)
            {
                if (frame.Event == "pusher:unsubscribe") _channels.Remove(channel);
                else if (isAccepted = _channels.Count < limit) _channels.Add(channel);
                else LimitsReached++;
            }

            if (frame.Event == "pusher:unsubscribe") continue;
            if (isAccepted) Accept(channel);
            else Send("pusher:subscription_error", channel, """{"type":"LimitReached","error":"The connection has as many subscriptions as it may have.","status":403}""");
        }
    }

    public bool HasFrames => _toServer.Reader.Count > 0;

    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default)
    {
        Assert.True(PusherFrameReader.TryRead(utf8.Span, out var frame, out var reason), reason);
        _toServer.Writer.TryWrite(frame);
        return ValueTask.CompletedTask;
    }

    public ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default) =>
        _toClient.Reader.ReadAsync(cancellationToken);

    /// <summary>Whether the client said farewell.</summary>
    public bool WasClosed { get; private set; }

    /// <summary>Whether the farewell never ends, whatever is cancelled.</summary>
    public bool CloseHangs { get; set; }

    public ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        WasClosed = true;
        return CloseHangs ? new(new TaskCompletionSource().Task) : ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
