using Livecaller.Protocol;
using Livecaller.Testing.Realtime;
using Livecaller.Testing.Server;

namespace Livecaller.Testing;

/// <summary>What can go wrong between an app and Livecaller, on demand.</summary>
/// <remarks>
/// A fault of a broadcast takes one broadcast that at least one socket is subscribed to; faults that fit wait in the order
/// in which they were asked for. What is stored is never harmed: a client that asks for the log gets all of it.
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

    /// <summary>Breaks all open sockets without a close code. Frames that were sent before still arrive; new connections succeed.</summary>
    public void DropConnection() => _pusher.EndAll(null);

    /// <summary>Breaks all open sockets, and lets HTTP calls and new connections fail for so long (on the host's clock).</summary>
    /// <param name="duration">How long the network is away.</param>
    public void DropConnection(TimeSpan duration) => GoAway(null, _time.GetUtcNow() + duration);

    /// <summary>As <see cref="DropConnection(TimeSpan)"/>, until <see cref="GoOnline"/>.</summary>
    public void GoOffline() => GoAway(null, DateTimeOffset.MaxValue);

    /// <summary>Ends <see cref="GoOffline"/>, and every other time during which the server cannot be reached.</summary>
    public void GoOnline()
    {
        lock (_gate) _plan.Unreachable(DateTimeOffset.MinValue);
    }

    /// <summary>Restarts the server: closes all sockets with 4200 ("come back at once"). Everything stored, and every token, survives.</summary>
    /// <param name="downtime">How long the server cannot be reached (on the host's clock); default: it is back at once.</param>
    public void ServerRestart(TimeSpan downtime = default) => GoAway(4200, _time.GetUtcNow() + downtime);

    /// <summary>The next broadcast arrives twice.</summary>
    /// <param name="eventName">The event that it must be, one of <see cref="EventNames"/>; null for any.</param>
    public void Duplicate(string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Duplicate());

    /// <summary>The next broadcast is held back, and arrives right after the next one on its channel. It is lost when the sockets break before that.</summary>
    /// <param name="eventName">The event that it must be, one of <see cref="EventNames"/>; null for any.</param>
    public void Reorder(string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Reorder());

    /// <summary>The next broadcast never arrives, though it is stored.</summary>
    /// <param name="eventName">The event that it must be, one of <see cref="EventNames"/>; null for any.</param>
    public void Lose(string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Lose());

    /// <summary>The next broadcast arrives so much later (on the host's clock); later ones overtake it.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="eventName">The event that it must be, one of <see cref="EventNames"/>; null for any.</param>
    public void Delay(TimeSpan delay, string? eventName = EventNames.ConversationMessage) => Add(eventName, new BroadcastFault.Delay(delay));

    /// <summary>
    /// Every session token that was issued so far is refused with 401 from now on. Sockets that are open stay open and subscribed, as with
    /// a real server: add <see cref="DropConnection()"/> to make the client ask again.
    /// </summary>
    public void ExpireToken()
    {
        lock (_gate) _sessions.RevokeAll();
    }

    /// <summary>The next HTTP call is refused with this status and a problem document, and changes nothing. 429 and 503 say <c>Retry-After: 1</c>.</summary>
    /// <param name="status">400 to 599.</param>
    /// <param name="call">What the call's method and path must contain, for example <c>/messages</c> or <c>POST /v1/widget/conversations</c>; null for any call.</param>
    public void Refuse(int status, string? call = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        lock (_gate) _plan.Add(call, new CallFault.Refuse(status));
    }

    /// <summary>The next HTTP call is carried out, but its answer is lost: the client cannot know, and asks again.</summary>
    /// <param name="call">What the call's method and path must contain, for example <c>/messages</c> or <c>POST /v1/widget/conversations</c>; null for any call.</param>
    public void LoseAnswer(string? call = null)
    {
        lock (_gate) _plan.Add(call, new CallFault.LoseAnswer());
    }

    /// <summary>
    /// The connection breaks when an upload has brought so many of its bytes, in whichever call that is. A resumable upload keeps them, unless
    /// a checksum came with the call; of a form, and of bytes that come with the creation, nothing is kept. Files that are not larger are spared.
    /// </summary>
    /// <param name="bytes">How many bytes of the file arrive, 0 or more.</param>
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
