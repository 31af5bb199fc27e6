using System.Text;
using Livecaller.Realtime.Nodes;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Visitors;

// Closes what is open of a session that has ended: its sockets and, of an operator's session, its dashboards. Any node can have them.
internal sealed class SessionEnds : IDisposable
{
    private const string Signal = "session";
    private readonly SessionSockets _sockets;
    private readonly OperatorSessionListeners _dashboards;
    private readonly INodeSignals _nodes;
    private readonly IDisposable _receiving;

    public SessionEnds(SessionSockets sockets, OperatorSessionListeners dashboards, INodeSignals nodes)
    {
        (_sockets, _dashboards, _nodes) = (sockets, dashboards, nodes);
        _receiving = nodes.Receive(Signal, OnSignal);
    }

    /// <summary>Closes it on every node. A node that cannot be reached finds it out by itself.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="reason">Why an operator's session has ended; null for a visitor's.</param>
    public void Close(string sessionId, OperatorSessionEnd? reason)
    {
        CloseHere(sessionId, reason);
        if (_nodes.HasOthers) _nodes.Send(Signal, Encoding.UTF8.GetBytes($"{reason}\n{sessionId}"));
    }

    /// <summary>Closes it on this node.</summary>
    /// <inheritdoc cref="Close" path="/param" />
    public void CloseHere(string sessionId, OperatorSessionEnd? reason)
    {
        _sockets.CloseAll(sessionId);
        if (reason is { } end) _dashboards.End(sessionId, end);
    }

    public void Dispose() => _receiving.Dispose();

    private void OnSignal(ReadOnlyMemory<byte> data)
    {
        if (Encoding.UTF8.GetString(data.Span).Split('\n', 2) is not [var reason, var sessionId]) return;
        CloseHere(sessionId, reason.Length == 0 ? null : Enum.TryParse<OperatorSessionEnd>(reason, out var end) ? end : OperatorSessionEnd.Revoked);
    }
}
