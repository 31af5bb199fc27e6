namespace Livecaller.Server.Limits;

/// <summary>The call is refused now, and can succeed later.</summary>
internal class RetryLaterException(Problem problem, int seconds) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    /// <summary>After how many seconds the call can succeed.</summary>
    public int Seconds { get; } = seconds;
}

/// <summary>Too many calls were made.</summary>
internal sealed class RateLimitedException(int seconds) : RetryLaterException(Problems.TooMany(seconds), seconds);
