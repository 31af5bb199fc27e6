using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Livecaller.Connection;
using Livecaller.Protocol.Pusher;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Realtime;

/// <summary>The realtime endpoint: sockets, subscriptions and broadcasts, Pusher protocol 7.</summary>
internal sealed class TestPusher(RealtimeEndpoint endpoint, string secret, Lock gate, FaultPlan faults, TimeProvider time)
    : IPusherSocketFactory, IBroadcaster
{
    private const int ActivityTimeoutSeconds = 120;
    private readonly List<TestSocket> _sockets = [];
    private readonly List<(BroadcastFrame Frame, string[] Channels)> _held = [];
    private int _socketCount;

    /// <summary>Returns the epoch of the logs, for the welcome of a socket. Called inside the lock.</summary>
    public Func<string>? Epoch { get; set; }

    public int ConnectionCount
    {
        get { lock (gate) return _sockets.Count; }
    }

    public bool IsIdle
    {
        get { lock (gate) return _sockets.TrueForAll(s => s.IsIdle); }
    }

    public IReadOnlyList<string> Subscriptions
    {
        get { lock (gate) return [.. _sockets.SelectMany(s => s.Channels)]; }
    }

    public ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (faults.IsUnreachable || address.Host != endpoint.Host)
                throw new WebSocketException(WebSocketError.Faulted, $"{address.Host} cannot be reached.");
            var number = ++_socketCount;
            var socket = new TestSocket(this, string.Create(CultureInfo.InvariantCulture, $"{number}.{1000 + number}"));
            if (Refusal(address) is { } refusal) Refuse(socket, refusal);
            else Establish(socket);
            return ValueTask.FromResult<IPusherSocket>(socket);
        }
    }

    /// <summary>Receives a frame of a client. Returns false when its socket has ended.</summary>
    public bool Receive(TestSocket socket, ReadOnlySpan<byte> utf8)
    {
        lock (gate)
        {
            if (!_sockets.Contains(socket)) return false;
            if (PusherFrameReader.TryRead(utf8, out var frame, out var reason)) Handle(socket, frame);
            else socket.Enqueue(Error(PusherErrorCodes.InvalidFrame, reason));
            return true;
        }
    }

    public void End(TestSocket socket, int? code)
    {
        lock (gate)
        {
            if (!_sockets.Remove(socket)) return;
            socket.Channels.Clear();
            socket.Complete(code);
        }
    }

    /// <summary>Closes sockets with a code.</summary>
    public void Close(IReadOnlyCollection<string> socketIds, int code, string reason)
    {
        lock (gate)
        {
            foreach (var socket in _sockets.Where(s => socketIds.Contains(s.Id)).ToArray())
            {
                socket.Enqueue(Error(code, reason));
                End(socket, code);
            }
        }
    }

    public void EndAll(int? code)
    {
        lock (gate)
        {
            _held.Clear();
            foreach (var socket in _sockets.ToArray()) End(socket, code);
        }
    }

    public void Broadcast(IReadOnlyList<string> channels, string eventName, JsonElement data)
    {
        lock (gate)
        {
            string[] heard = [.. channels.Where(c => _sockets.Exists(s => s.Channels.Contains(c)))];
            if (heard.Length == 0) return;
            var frame = new BroadcastFrame(heard, eventName, data.GetRawText());
            switch (faults.TakeBroadcast(eventName))
            {
                case BroadcastFault.Lose:
                    return;
                case BroadcastFault.Delay delay:
                    DeliverLater(frame, delay.By);
                    return;
                case BroadcastFault.Reorder:
                    _held.Add((frame, heard));
                    return;
                case BroadcastFault.Duplicate:
                    Deliver(frame);
                    break;
            }

            Deliver(frame);
            foreach (var held in _held.Where(h => h.Channels.Any(heard.Contains)).ToArray())
            {
                _held.Remove(held);
                Deliver(held.Frame);
            }
        }
    }

    private void DeliverLater(BroadcastFrame frame, TimeSpan delay)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(_ =>
        {
            lock (gate) Deliver(frame);
            timer?.Dispose();
        }, null, delay, Timeout.InfiniteTimeSpan);
    }

    private void Deliver(BroadcastFrame frame)
    {
        foreach (var channel in frame.Channels)
        {
            foreach (var socket in _sockets.Where(s => s.Channels.Contains(channel)))
                socket.Enqueue(new(frame.EventName, channel, frame.Data));
        }
    }

    private void Handle(TestSocket socket, PusherFrame frame)
    {
        switch (frame.Event)
        {
            case PusherEventNames.Ping:
                socket.Enqueue(new(PusherEventNames.Pong, Data: "{}"));
                break;
            case PusherEventNames.Pong:
                break;
            case PusherEventNames.Subscribe when Parse(frame, PusherJson.Default.PusherSubscribe) is { Channel: { } channel } request:
                Subscribe(socket, channel, request);
                break;
            case PusherEventNames.Unsubscribe when Parse(frame, PusherJson.Default.PusherUnsubscribe) is { Channel: { } channel }:
                socket.Channels.Remove(channel);
                break;
            default:
                socket.Enqueue(Error(PusherErrorCodes.InvalidFrame, $"The event {frame.Event} is not understood here."));
                break;
        }
    }

    private void Subscribe(TestSocket socket, string channel, PusherSubscribe request)
    {
        var isAllowed = PusherChannel.IsValidName(channel) && (PusherChannel.KindOf(channel) == PusherChannelKind.Public
            || PusherSignature.IsValidForChannel(request.Auth, endpoint.Key, secret, socket.Id, channel, request.ChannelData));
        if (isAllowed) socket.Channels.Add(channel);
        socket.Enqueue(isAllowed
            ? new(PusherEventNames.SubscriptionSucceeded, channel, "{}")
            : new(PusherEventNames.SubscriptionError, channel, JsonSerializer.Serialize(
                new("AuthError", "The subscription has no valid signature.", 401), PusherJson.Default.PusherSubscriptionError)));
    }

    private static T? Parse<T>(PusherFrame frame, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return frame.Data is null ? null : JsonSerializer.Deserialize(frame.Data, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PusherError? Refusal(Uri address)
    {
        if (address.AbsolutePath != $"{endpoint.Path}/app/{endpoint.Key}") return new("There is no application with this key.", PusherErrorCodes.UnknownApp);
        const string Name = "protocol=";
        var protocol = Array.Find(address.Query.TrimStart('?').Split('&'), p => p.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..];
        if (string.IsNullOrEmpty(protocol)) return new("No protocol version was given.", PusherErrorCodes.NoProtocol);
        if (!protocol.All(char.IsAsciiDigit)) return new("The protocol version is not a number.", PusherErrorCodes.InvalidVersion);
        return protocol is "5" or "6" or "7" ? null : new("This protocol version is not supported; use 7.", PusherErrorCodes.UnsupportedProtocol);
    }

    private void Establish(TestSocket socket)
    {
        _sockets.Add(socket);
        socket.Enqueue(new(PusherEventNames.ConnectionEstablished, Data: JsonSerializer.Serialize(
            new(socket.Id, ActivityTimeoutSeconds, Epoch?.Invoke()), PusherJson.Default.ConnectionEstablished)));
    }

    private static void Refuse(TestSocket socket, PusherError refusal)
    {
        socket.Enqueue(Error(refusal.Code!.Value, refusal.Message!));
        socket.Complete(refusal.Code);
    }

    private static PusherFrame Error(int code, string message) =>
        new(PusherEventNames.Error, Data: JsonSerializer.Serialize(new(message, code), PusherJson.Default.PusherError));

    private sealed record BroadcastFrame(string[] Channels, string EventName, string Data);
}
