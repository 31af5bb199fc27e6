using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Tests.Fakes;

/// <summary>A clock that somebody sets while its timers go on, as on a real device.</summary>
internal sealed class SkewedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Skew;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
