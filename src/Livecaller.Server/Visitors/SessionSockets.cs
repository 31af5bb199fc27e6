using System.Net;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime;

namespace Livecaller.Server.Visitors;

// The sockets that each session has authorized: they must not outlive it. SessionWatch knows when a session has ended.
internal sealed class SessionSockets(IConnectionControl connections)
{
    // Without a limit, a session could fill the memory with socket ids that do not exist.
    private const int MaxClosedSockets = 32;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Socket>> _sockets = [];

    /// <summary>Returns the sessions that have open sockets, and forgets all others.</summary>
    public IReadOnlyList<string> OpenSessions()
    {
        lock (_lock)
        {
            foreach (var (session, sockets) in _sockets)
                if (!sockets.Exists(s => connections.IsOpen(s.Id))) _sockets.Remove(session);
            return [.. _sockets.Keys];
        }
    }

    public void Add(string sessionId, string socketId, SocketOwner owner = default)
    {
        lock (_lock)
        {
            if (!_sockets.TryGetValue(sessionId, out var sockets)) _sockets[sessionId] = sockets = [];
            if (sockets.Exists(s => s.Id == socketId)) return;
            if (sockets.Count >= MaxClosedSockets) sockets.RemoveAll(s => !connections.IsOpen(s.Id));
            sockets.Add(new(socketId, owner));
        }
    }

    public void CloseAll(string sessionId)
    {
        List<Socket>? sockets;
        lock (_lock)
            if (!_sockets.Remove(sessionId, out sockets)) return;
        foreach (var socket in sockets) connections.Close(socket.Id, PusherErrorCodes.Unauthorized, "The session has ended.");
    }

    /// <summary>Closes the sockets of some owners.</summary>
    public void CloseWhere(Predicate<SocketOwner> isChosen, string reason)
    {
        List<Socket> closed = [];
        lock (_lock)
        {
            foreach (var sockets in _sockets.Values)
            {
                closed.AddRange(sockets.Where(s => isChosen(s.Owner)));
                sockets.RemoveAll(s => isChosen(s.Owner));
            }
        }

        foreach (var socket in closed) connections.Close(socket.Id, PusherErrorCodes.Unauthorized, reason);
    }

    private readonly record struct Socket(string Id, SocketOwner Owner);
}

/// <summary>Whose socket it is.</summary>
/// <param name="VisitorId">The visitor; null for an operator.</param>
/// <param name="Address">The address of the call that has authorized it.</param>
internal readonly record struct SocketOwner(string? VisitorId, IPAddress? Address);
