using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench.Chaos;

/// <summary>An operator client that's only based on the documented protocol: its socket signals that a log has grown, and its cursors read the new events.</summary>
internal sealed class OperatorClient : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly OperatorApi _api;
    private readonly CancellationToken _stop;
    private readonly ConcurrentDictionary<string, OperatorCursor> _cursors = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Direction> _incoming = [];
    private readonly SemaphoreSlim _sending = new(1, 1);
    private ClientWebSocket? _socket;
    private volatile Exception? _fault;
    private string? _socketId;

    public OperatorClient(Lane lane, CancellationToken stop)
    {
        (Lane, _stop, _api) = (lane, stop, new(lane.Address, stop));
        CatchUp = new(() => _incoming.Sum(d => d.Acknowledged), () => _incoming.Sum(d => d.Delivered));
        lane.SocketOpened += CatchUp.Connected;
    }

    public Lane Lane { get; }

    public CatchUp CatchUp { get; }

    /// <summary>The state, for the report of an aborted run.</summary>
    public string State =>
        $"operator: socket {_socketId ?? "none"}, {_cursors.Count} conversations, received {_incoming.Sum(d => d.Delivered)} of {_incoming.Sum(d => d.Acknowledged)}"
        + (_fault is null ? "" : $"; failed with {_fault}");

    /// <summary>Subscribes to a conversation and reads it from its start.</summary>
    public async Task FollowAsync(ConversationId id, Direction incoming)
    {
        incoming.Grown += CatchUp.Check;
        _incoming.Add(incoming);
        var cursor = new OperatorCursor(after => _api.GetEventsAsync(id, after), incoming, e => _fault = e, _stop);
        _cursors[ChannelNames.Conversation(id)] = cursor;
        cursor.CatchUp();
        if (_socketId is { } socket) await SubscribeAsync(ChannelNames.Conversation(id), socket);
    }

    /// <summary>Sends a number of messages to a conversation, one after the other.</summary>
    public async Task SendAsync(ConversationId id, Direction outgoing, int messages, Pace pace)
    {
        for (var i = 0; i < messages; i++)
        {
            await pace.TakeAsync(_stop);
            await _api.SendAsync(id, outgoing.Next());
            outgoing.Acknowledge();
        }
    }

    /// <summary>Connects and reconnects until the run ends.</summary>
    public async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ConnectOnceAsync();
            }
            catch (Exception e) when (e is WebSocketException or IOException)
            {
                // The next socket catches up.
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                _fault = e;
            }

            _socketId = null;
            await Task.Delay(RetryDelay, TimeProvider.System, _stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _api.Dispose();
        _socket?.Dispose();
    }

    private async Task ConnectOnceAsync()
    {
        var endpoint = (await _api.GetWidgetAsync()).Realtime;
        using var socket = new ClientWebSocket();
        _socket = socket;
        await socket.ConnectAsync(
            new Uri($"{endpoint.Scheme}://{endpoint.Host}:{endpoint.Port}/app/{endpoint.Key}?protocol=7&client=bench&version=1"), _stop);
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), _stop);
            if (part.MessageType == WebSocketMessageType.Close) return;
            length += part.Count;
            if (!part.EndOfMessage) continue;
            if (PusherFrameReader.TryRead(buffer.AsSpan(0, length), out var frame, out _)) await HandleAsync(frame);
            length = 0;
        }
    }

    private async Task HandleAsync(PusherFrame frame)
    {
        if (frame.Event == PusherEventNames.ConnectionEstablished)
        {
            // Duplicated connection_established frames have the same socket ID.
            if (_socketId is not null) return;
            _socketId = JsonSerializer.Deserialize(frame.Data!, PusherJson.Default.ConnectionEstablished)!.SocketId;
            foreach (var channel in _cursors.Keys) _ = SubscribeAsync(channel, _socketId);
        }
        else if (frame.Event == PusherEventNames.Ping)
        {
            await SendAsync(new(PusherEventNames.Pong, Data: "{}"));
        }
        else if (frame.Channel is not null && _cursors.TryGetValue(frame.Channel, out var cursor))
        {
            if (frame.Event == PusherEventNames.SubscriptionSucceeded) cursor.CatchUp();
            else if (frame.Data is not null) cursor.Enqueue(frame.Event, frame.Data);
        }
    }

    private async Task SubscribeAsync(string channel, string socketId)
    {
        try
        {
            var right = await _api.AuthorizeAsync(socketId, channel);
            var subscribe = new PusherSubscribe { Channel = channel, Auth = right.Auth };
            if (_socketId == socketId)
                await SendAsync(new(PusherEventNames.Subscribe, Data: JsonSerializer.Serialize(subscribe, PusherJson.Default.PusherSubscribe)));
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception e)
        {
            _fault = e;
        }
    }

    private async Task SendAsync(PusherFrame frame)
    {
        await _sending.WaitAsync(_stop);
        try
        {
            await _socket!.SendAsync(PusherFrameWriter.WriteFromClient(frame), WebSocketMessageType.Text, true, _stop);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The next socket subscribes again.
        }
        finally
        {
            _sending.Release();
        }
    }
}
