using System.Collections.Concurrent;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime;

namespace Livecaller.Server.Visitors;

// Which sockets a session has authorised: they must not outlive it.
internal sealed class SessionSockets(IConnectionControl connections)
{
    // More than one person's tabs; without a bound a session could fill the memory with made-up sockets.
    private const int MaxSockets = 32;
    private readonly ConcurrentDictionary<string, Queue<string>> _sockets = new();

    public void Add(string sessionId, string socketId)
    {
        var sockets = _sockets.GetOrAdd(sessionId, _ => new());
        lock (sockets)
        {
            if (sockets.Contains(socketId)) return;
            if (sockets.Count == MaxSockets) sockets.Dequeue();
            sockets.Enqueue(socketId);
        }
    }

    public void CloseAll(string sessionId)
    {
        if (!_sockets.TryRemove(sessionId, out var sockets)) return;
        lock (sockets)
        {
            foreach (var socket in sockets)
                connections.Close(socket, PusherErrorCodes.Unauthorized, "The session has ended.");
        }
    }
}
