using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Support;

/// <summary>A machine whose wall clock somebody sets: timestamps and timers go on as before.</summary>
public sealed class SettableWallClock : TimeProvider
{
    private readonly FakeTimeProvider _inner = new(System.GetUtcNow());

    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public void Advance(TimeSpan time) => _inner.Advance(time);

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow() + Offset;

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);
}
