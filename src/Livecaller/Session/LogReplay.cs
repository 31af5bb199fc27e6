namespace Livecaller.Session;

/// <summary>
/// What was known of a conversation when its log began another epoch. The log is read again from its beginning; events that listeners have received
/// are recognized by this.
/// </summary>
/// <param name="Cursor">The last sequence that was dispatched in the epoch before.</param>
/// <param name="From">From this sequence on, the published events were remembered one by one.</param>
/// <param name="Until">When the newest published event happened, by the server's clock, in milliseconds; 0 when none was published.</param>
internal sealed record LogReplay(long Cursor, long From, long Until)
{
    /// <summary>Whether listeners have received an event that is not among those that are remembered one by one.</summary>
    public bool WasPublished(long sequence, DateTimeOffset at) =>
        // In a log that was cut off, everything that is older than what is remembered was there before. The time finds what was written since.
        sequence <= Cursor && sequence < From && (Until == 0 || at.ToUnixTimeMilliseconds() <= Until);
}
