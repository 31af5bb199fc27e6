using Livecaller.Protocol.Pusher;
using Livecaller.Realtime;

namespace Livecaller.Server.Visitors;

// The sockets that each session has authorized: they must not outlive it. SessionWatch knows when a session has ended.
internal sealed class SessionSockets(IConnectionControl connections)
{
    // Without a limit, a session could fill the memory with socket ids that do not exist.
    private const int MaxClosedSockets = 32;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<string>> _sockets = [];

    /// <summary>Returns the sessions that have open sockets, and forgets all others.</summary>
    public IReadOnlyList<string> OpenSessions()
    {
        lock (_lock)
        {
            foreach (var (session, sockets) in _sockets)
                if (!sockets.Exists(connections.IsOpen)) _sockets.Remove(session);
            return [.. _sockets.Keys];
        }
    }

    public void Add(string sessionId, string socketId)
    {
        lock (_lock)
        {
            if (!_sockets.TryGetValue(sessionId, out var sockets)) _sockets[sessionId] = sockets = [];
            if (sockets.Contains(socketId)) return;
            if (sockets.Count >= MaxClosedSockets) sockets.RemoveAll(s => !connections.IsOpen(s));
            sockets.Add(socketId);
        }
    }

    public void CloseAll(string sessionId)
    {
        List<string>? sockets;
        lock (_lock)
            if (!_sockets.Remove(sessionId, out sockets)) return;
        foreach (var socket in sockets) connections.Close(socket, PusherErrorCodes.Unauthorized, "The session has ended.");
    }
}
