using Livecaller.Http;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Connection;

/// <summary>Decides how long to wait before the next connection attempt. Not thread-safe.</summary>
/// <param name="random">0 to 1: the jitter.</param>
internal sealed class ReconnectPolicy(Func<double> random)
{
    /// <summary>A connection that lasted this long is stable: delays start small again.</summary>
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OverCapacity = TimeSpan.FromSeconds(1);

    private int _failures;

    /// <summary>Forgets earlier failures: delays start small again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Returns the delay; null when the connection must not be retried.</summary>
    /// <param name="closeCode">The close code; null when the connection broke or could not be made.</param>
    /// <param name="lived">How long it was established.</param>
    public TimeSpan? Next(int? closeCode, TimeSpan lived)
    {
        if (lived >= Stable) _failures = 0;
        switch (PusherClosePolicy.ActionFor(closeCode))
        {
            case PusherCloseAction.Stop:
                return null;
            // Only the first time is at once: a server that repeats it must not be flooded.
            case PusherCloseAction.ReconnectAtOnce when _failures++ == 0:
                return TimeSpan.Zero;
            case PusherCloseAction.ReconnectAtOnce:
                return Backoff.Delay(_failures - 2, random());
            default:
                var delay = Backoff.Delay(_failures++, random());
                return closeCode is >= 4100 and <= 4199 ? delay + OverCapacity : delay;
        }
    }
}
