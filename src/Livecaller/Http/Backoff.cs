using System.Net;

namespace Livecaller.Http;

/// <summary>Growing delays with full jitter: any time between nothing and a limit that doubles up to a cap.</summary>
internal static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    /// <summary>A server that wishes more is thought to be wrong: a clock, or a proxy.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(5);

    /// <param name="attempt">How many attempts have failed before this one, from 0.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan Delay(int attempt, double random)
    {
        var limit = Math.Min(Cap.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Clamp(attempt, 0, 10)));
        return TimeSpan.FromSeconds(limit * random);
    }

    /// <summary>The delay after a failure; the server's own retryAfter goes first, within reason.</summary>
    public static TimeSpan Delay(int attempt, double random, Exception failure)
    {
        var delay = Delay(attempt, random);
        if (failure is not LivecallerApiException { RetryAfter: { } retryAfter } || retryAfter <= delay) return delay;
        return retryAfter < MaxRetryAfter ? retryAfter : MaxRetryAfter;
    }

    /// <summary>Whether the same call may work later.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        LivecallerUnavailableException => true,
        // What it threw may be over; what it gave is its answer.
        LivecallerTokenProviderException provider => provider.InnerException is not null,
        LivecallerApiException api => (int)api.StatusCode >= 500
            || api.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout,
        _ => false,
    };
}
