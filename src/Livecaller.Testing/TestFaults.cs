using Livecaller.Testing.Realtime;
using Livecaller.Testing.Server;

namespace Livecaller.Testing;

/// <summary>Faults between an app and Livecaller, on demand.</summary>
/// <remarks>
/// A fault of a broadcast affects one broadcast that at least one socket is subscribed to. Faults are used in the order in which they were requested.
/// Faults never affect what is stored: a client that reads the log receives all of it.
/// </remarks>
public sealed class TestFaults
{
    private readonly Lock _gate;
    private readonly FaultPlan _plan;
    private readonly TestPusher _pusher;
    private readonly TestSessions _sessions;
    private readonly TimeProvider _time;

    internal TestFaults(Lock gate, FaultPlan plan, TestPusher pusher, TestSessions sessions, TimeProvider time) =>
        (_gate, _plan, _pusher, _sessions, _time) = (gate, plan, pusher, sessions, time);

    /// <summary>Breaks all open sockets without a close code. Frames that were sent before are still received, and new connections succeed.</summary>
    public void DropConnection() => _pusher.EndAll(null);

    /// <summary>Breaks all open sockets. HTTP calls and new connections fail for a duration on the host's clock.</summary>
    /// <param name="duration">How long the network is not available.</param>
    public void DropConnection(TimeSpan duration) => GoAway(null, _time.GetUtcNow() + duration);

    /// <summary>Breaks all open sockets. HTTP calls and new connections fail until <see cref="GoOnline"/>.</summary>
    public void GoOffline() => GoAway(null, DateTimeOffset.MaxValue);

    /// <summary>Ends <see cref="GoOffline"/> and every other period in which the server cannot be reached.</summary>
    public void GoOnline()
    {
        lock (_gate) _plan.Unreachable(DateTimeOffset.MinValue);
    }

    /// <summary>Restarts the server: closes all sockets with 4200 (reconnect immediately). Stored data and tokens are kept.</summary>
    /// <param name="downtime">How long the server cannot be reached, on the host's clock; by default it is available at once.</param>
    public void ServerRestart(TimeSpan downtime = default) => GoAway(4200, _time.GetUtcNow() + downtime);

    /// <summary>The next broadcast is received twice.</summary>
    /// <param name="eventName">The name of the event, one of <see cref="EventNames"/>; null for any event.</param>
    public void Duplicate(string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Duplicate());

    /// <summary>The next broadcast is received after the one that follows it on its channel. It is lost when the sockets break before that.</summary>
    /// <param name="eventName">The name of the event, one of <see cref="EventNames"/>; null for any event.</param>
    public void Reorder(string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Reorder());

    /// <summary>The next broadcast is never received. Its event is stored.</summary>
    /// <param name="eventName">The name of the event, one of <see cref="EventNames"/>; null for any event.</param>
    public void Lose(string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Lose());

    /// <summary>The next broadcast is received later, on the host's clock; subsequent broadcasts overtake it.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="eventName">The name of the event, one of <see cref="EventNames"/>; null for any event.</param>
    public void Delay(TimeSpan delay, string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Delay(delay));

    /// <summary>
    /// Refuses every session token that was issued so far with 401. Open sockets stay open and subscribed, as on a real server: call
    /// <see cref="DropConnection()"/> to make the client authorize again.
    /// </summary>
    public void ExpireToken()
    {
        lock (_gate) _sessions.RevokeAll();
    }

    /// <summary>Refuses the next HTTP call with a status and a problem document. The call changes nothing. 429 and 503 have <c>Retry-After: 1</c>.</summary>
    /// <param name="status">The status, 400 to 599.</param>
    /// <param name="call">A part of the call's method and path, for example <c>/messages</c> or <c>POST /v1/widget/conversations</c>; null for any call.</param>
    public void Refuse(int status, string? call = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        lock (_gate) _plan.Add(call, new CallFault.Refuse(status));
    }

    /// <summary>Executes the next HTTP call, but loses its response: the client has to send it again.</summary>
    /// <param name="call">A part of the call's method and path, for example <c>/messages</c> or <c>POST /v1/widget/conversations</c>; null for any call.</param>
    public void LoseAnswer(string? call = null)
    {
        lock (_gate) _plan.Add(call, new CallFault.LoseAnswer());
    }

    /// <summary>
    /// Breaks the connection when a number of bytes of an upload were received, in any of its calls. A resumable upload keeps them, unless the call has
    /// a checksum. Of a form, and of the bytes in a creating call, nothing is kept. Files that are not larger are not affected.
    /// </summary>
    /// <param name="bytes">The number of bytes of the file that are received, 0 or more.</param>
    public void BreakUploadAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_gate) _plan.AddUploadBreak(bytes);
    }

    private void Add(string? eventName, BroadcastFault fault)
    {
        lock (_gate) _plan.Add(eventName, fault);
    }

    private void GoAway(int? closeCode, DateTimeOffset until)
    {
        lock (_gate)
        {
            _plan.Unreachable(until);
            _pusher.EndAll(closeCode);
        }
    }
}
