using Livecaller.Server.Hosting;

namespace Livecaller.Server.Operators;

/// <summary>How long operators stay signed in: <c>Livecaller:OperatorSessions</c>.</summary>
public sealed class OperatorSessionOptions
{
    /// <summary>How long a session lasts that is not used. A dashboard that is open uses its session. Written as <c>days.hours:minutes:seconds</c>.</summary>
    /// <value>12 hours</value>
    [TimeSetting(Minimum = 60, Maximum = 31_536_000)]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts at most, however much it is used.</summary>
    /// <value>7 days</value>
    [TimeSetting(Minimum = 60, Maximum = 31_536_000)]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);
}
