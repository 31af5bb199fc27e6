namespace Livecaller.Server.Tests.Support;

/// <summary>A wall clock that a test sets, while timers run in real time: a fake clock that passes through days would fire every timer of those days.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = now;

    public void Advance(TimeSpan time) => Now += time;

    public override DateTimeOffset GetUtcNow() => Now;
}
