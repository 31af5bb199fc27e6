using Livecaller.Protocol.Pusher;
using Livecaller.Realtime;

namespace Livecaller.Server.Visitors;

// Which sockets a session has authorised: they must not outlive it.
internal sealed class SessionSockets(IConnectionControl connections)
{
    // More than one person's tabs; without a bound a session could fill the memory with made-up sockets.
    private const int MaxSockets = 32;
    private const int SweepAbove = 1000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<string>> _sockets = [];
    private int _sweepAt = SweepAbove;

    public int Sessions
    {
        get
        {
            lock (_lock) return _sockets.Count;
        }
    }

    public void Add(string sessionId, string socketId)
    {
        lock (_lock)
        {
            if (_sockets.Count >= _sweepAt) Sweep();
            if (!_sockets.TryGetValue(sessionId, out var sockets)) _sockets[sessionId] = sockets = [];
            if (sockets.Contains(socketId)) return;
            if (sockets.Count == MaxSockets) sockets.RemoveAll(s => !connections.IsOpen(s));
            if (sockets.Count == MaxSockets) sockets.RemoveAt(0);
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

    // Most sessions never log out. What is left of them are sockets that were closed long ago.
    private void Sweep()
    {
        foreach (var (session, sockets) in _sockets)
            if (!sockets.Exists(connections.IsOpen)) _sockets.Remove(session);
        _sweepAt = Math.Max(SweepAbove, 2 * _sockets.Count);
    }
}
