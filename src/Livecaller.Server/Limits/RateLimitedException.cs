namespace Livecaller.Server.Limits;

internal sealed class RateLimitedException(int seconds) : Exception("Too many calls.")
{
    public int Seconds { get; } = seconds;
}
