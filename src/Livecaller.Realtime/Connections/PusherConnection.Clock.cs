using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Connections;

internal sealed partial class PusherConnection
{
    // Proxies close connections that are silent for a minute.
    private const int KeepAliveSeconds = 30;
    private const int Never = int.MaxValue;

    private int _lastActivity;
    private int _pingedAt = Never;
    private int _unauthorizedDue = Never;
    private int _idleDue = Never;
    private int _keepAliveDue;
    private bool _hasWritten;

    /// <summary>Notes that the client has shown a valid signature, for a channel or a sign-in.</summary>
    public void OnAuthorized() => Volatile.Write(ref _unauthorizedDue, Never);

    /// <summary>Notes that the client has joined or left a channel.</summary>
    public void OnSubscriptionsChanged()
    {
        if (Options.IdleTimeout == TimeSpan.Zero) return;
        var due = Subscriptions.IsEmpty ? _context.Clock.Seconds + ConnectionClock.SecondsOf(Options.IdleTimeout) : Never;
        Volatile.Write(ref _idleDue, due);
        if (due != Never) _context.Clock.Schedule(this, due);
    }

    protected internal override void OnDue()
    {
        if (IsClosing) return;
        var now = _context.Clock.Seconds;
        if (now >= Volatile.Read(ref _unauthorizedDue)) Close(CloseSignal.NothingAuthorized);
        else if (now >= Volatile.Read(ref _idleDue)) CloseIfIdle();
        PingIfSilent(now);
        if (now >= _keepAliveDue)
        {
            if (!_hasWritten) Send(WebSocketFrames.KeepAlive);
            (_hasWritten, _keepAliveDue) = (false, now + KeepAliveSeconds);
        }

        _context.Clock.Schedule(this, NextDue());
    }

    private void StartClock()
    {
        var now = _context.Clock.Seconds;
        _lastActivity = now;
        _keepAliveDue = now + KeepAliveSeconds;
        if (Options.UnauthorizedTimeout != TimeSpan.Zero) _unauthorizedDue = now + ConnectionClock.SecondsOf(Options.UnauthorizedTimeout);
        if (Options.IdleTimeout != TimeSpan.Zero) _idleDue = now + ConnectionClock.SecondsOf(Options.IdleTimeout);
        _context.Clock.Schedule(this, NextDue());
    }

    private void PingIfSilent(int now)
    {
        var lastActivity = Volatile.Read(ref _lastActivity);
        if (_pingedAt != Never)
        {
            if (lastActivity >= _pingedAt) _pingedAt = Never;
            else if (now - _pingedAt >= ConnectionClock.SecondsOf(Options.PongTimeout)) Close(CloseSignal.NoPong);
        }

        if (_pingedAt != Never || now - lastActivity < ConnectionClock.SecondsOf(Options.ActivityTimeout)) return;
        _pingedAt = now;
        Send(ServerFrames.Ping);
    }

    private int NextDue()
    {
        var next = Math.Min(Volatile.Read(ref _unauthorizedDue), Volatile.Read(ref _idleDue));
        var silence = _pingedAt == Never
            ? Volatile.Read(ref _lastActivity) + ConnectionClock.SecondsOf(Options.ActivityTimeout)
            : _pingedAt + ConnectionClock.SecondsOf(Options.PongTimeout);
        return Math.Min(Math.Min(next, silence), _keepAliveDue);
    }

    // A subscription that was answered may not have moved the time yet.
    private void CloseIfIdle()
    {
        if (Subscriptions.IsEmpty) Close(CloseSignal.Idle);
        else Volatile.Write(ref _idleDue, Never);
    }

    private void OnActivity() => Volatile.Write(ref _lastActivity, _context.Clock.Seconds);
}
