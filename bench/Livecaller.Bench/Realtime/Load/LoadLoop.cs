using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>All sockets of the load generator on one thread.</summary>
internal sealed class LoadLoop : IDisposable
{
    private const int MaxWaiting = 500;

    private readonly int _epoll = Posix.epoll_create1(0);
    private readonly LoadSocket?[] _byFd = new LoadSocket?[32 * 1024];
    private readonly Posix.Event[] _events = new Posix.Event[512];
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly Dialect _dialect;
    private readonly Func<int, string> _channelOf;
    private readonly byte[] _request;
    private Posix.SocketAddress _address;
    private int _subscribed;

    /// <param name="dialect">The protocol of the server.</param>
    /// <param name="server">Its address.</param>
    /// <param name="channelOf">Returns the channel of a socket.</param>
    public LoadLoop(Dialect dialect, Uri server, Func<int, string> channelOf)
    {
        (_dialect, _channelOf) = (dialect, channelOf);
        var address = IPAddress.TryParse(server.Host, out var parsed) ? parsed : Dns.GetHostAddresses(server.Host).First(a => a.GetAddressBytes().Length == 4);
        _address = new Posix.SocketAddress
        {
            Family = 2,
            PortBigEndian = (ushort)IPAddress.HostToNetworkOrder((short)server.Port),
            AddressBigEndian = BitConverter.ToUInt32(address.GetAddressBytes()),
        };
        _request = Encoding.ASCII.GetBytes(
            $"GET {dialect.Path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    public List<LoadSocket> Sockets { get; } = [];

    /// <summary>Called for every event, with the number of events in the message.</summary>
    public Action<LoadSocket, ReadOnlyMessage> OnEvent { get; set; } = static (_, _) => { };

    /// <summary>Opens sockets and waits until all are subscribed.</summary>
    public void Connect(int count)
    {
        var first = Sockets.Count;
        var deadline = Stopwatch.GetTimestamp() + 60 * Stopwatch.Frequency;
        while (_subscribed < first + count)
        {
            while (Sockets.Count < first + count && Sockets.Count - _subscribed < MaxWaiting) Open();
            Poll(1000);
            if (Stopwatch.GetTimestamp() > deadline) throw new TimeoutException($"{_subscribed} of {first + count} sockets are subscribed.");
        }
    }

    /// <summary>Handles what has arrived.</summary>
    public void Poll(int milliseconds)
    {
        var count = Posix.epoll_wait(_epoll, ref _events[0], _events.Length, milliseconds);
        for (var i = 0; i < count; i++)
        {
            if (_byFd[_events[i].Fd] is { } socket) OnReady(socket);
        }
    }

    /// <summary>Handles what arrives until the time is over.</summary>
    public void Run(TimeSpan time)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var left = 1L; left > 0; left = (end - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency) Poll((int)Math.Min(left, 1000));
    }

    public void Dispose()
    {
        foreach (var socket in Sockets) Posix.Reset(socket.Fd);
        _ = Posix.close(_epoll);
    }

    private void Open()
    {
        var socket = new LoadSocket(Posix.OpenSocket(), Sockets.Count);
        Sockets.Add(socket);
        _byFd[socket.Fd] = socket;
        if (Posix.connect(socket.Fd, ref _address, Marshal.SizeOf<Posix.SocketAddress>()) != 0 && Marshal.GetLastPInvokeError() != Posix.InProgress)
            throw new InvalidOperationException($"Not connected: error {Marshal.GetLastPInvokeError()}.");
        Watch(socket, 1, Posix.Event.Writable);
    }

    private void OnReady(LoadSocket socket)
    {
        if (socket.Stage == SocketStage.Connecting)
        {
            socket.Stage = SocketStage.Upgrading;
            socket.Send(_request);
            Watch(socket, 3, Posix.Event.Readable);
            return;
        }

        var read = (int)Posix.recv(socket.Fd, ref _buffer[0], _buffer.Length, 0);
        if (read > 0) socket.OnBytes(_buffer.AsSpan(0, read), OnMessage);
        else if (read == 0 || Marshal.GetLastPInvokeError() != Posix.Again) throw new InvalidOperationException($"Socket {socket.Index} was closed by the server.");
    }

    private void OnMessage(LoadSocket socket, ReadOnlySpan<byte> message)
    {
        if (socket.Stage == SocketStage.Subscribed)
        {
            if (_dialect.CountEvents(socket, message) is > 0 and var events)
            {
                socket.Received += events;
                OnEvent(socket, new ReadOnlyMessage(message, events));
            }
        }
        else if (_dialect.Join(socket, message, _channelOf(socket.Index)))
        {
            socket.Stage = SocketStage.Subscribed;
            _subscribed++;
        }
    }

    private void Watch(LoadSocket socket, int operation, uint events)
    {
        var change = new Posix.Event { Events = events, Fd = socket.Fd };
        if (Posix.epoll_ctl(_epoll, operation, socket.Fd, ref change) != 0) throw new InvalidOperationException("epoll_ctl failed.");
    }
}

/// <summary>A received message.</summary>
internal readonly ref struct ReadOnlyMessage(ReadOnlySpan<byte> bytes, int events)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Events => events;
}
