using Livecaller.Http;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Connection;

/// <summary>How long to wait before the next connect. Not for more than one thread.</summary>
/// <param name="random">0 to 1: the jitter.</param>
internal sealed class ReconnectPolicy(Func<double> random)
{
    /// <summary>A connection that lived this long is sound: delays begin small again.</summary>
    private static readonly TimeSpan Sound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OverCapacity = TimeSpan.FromSeconds(1);

    private int _failures;

    /// <summary>What failed before says nothing any more: delays begin small again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The delay; null means: do not connect again.</summary>
    /// <param name="closeCode">How the connection ended; null when it broke or could not be made.</param>
    /// <param name="lived">How long it was established.</param>
    public TimeSpan? Next(int? closeCode, TimeSpan lived)
    {
        if (lived >= Sound) _failures = 0;
        switch (PusherClosePolicy.ActionFor(closeCode))
        {
            case PusherCloseAction.Stop:
                return null;
            // Once is at once; a server that says it again and again is not to be hammered.
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
