using System.Net;

namespace Livecaller.Http;

/// <summary>Growing delays with full jitter: a random time between zero and a limit that doubles up to a cap.</summary>
internal static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    /// <summary>A longer Retry-After is assumed to be an error, such as a wrong clock or a proxy.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(5);

    /// <param name="attempt">The number of attempts that failed before this one.</param>
    /// <param name="random">0 to 1: the jitter.</param>
    public static TimeSpan Delay(int attempt, double random)
    {
        var limit = Math.Min(Cap.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Clamp(attempt, 0, 10)));
        return TimeSpan.FromSeconds(limit * random);
    }

    /// <summary>The delay after a failure. A longer Retry-After of the server takes precedence, within limits.</summary>
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
        // A failure of the provider may not last; a wrong token is its answer.
        LivecallerTokenProviderException provider => provider.InnerException is not null,
        LivecallerApiException api => (int)api.StatusCode >= 500
            || api.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout,
        _ => false,
    };
}
