namespace Livecaller.Realtime.Limits;

/// <summary>Limits how much one connection can ask of the server. Used by its receive loop only.</summary>
internal sealed class ConnectionBudget(PusherAppOptions options, TimeProvider time)
{
    // Pings and other control frames are answered below the frames, where only reads can be counted.
    private const int ReadsPerFrame = 10;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SlidingWindow _frames = new();
    private readonly SlidingWindow _subscribes = new();
    private readonly SlidingWindow _clientEvents = new();
    private long _readsSince = time.GetTimestamp();
    private int _reads;

    public bool TryTakeFrame() => TryTake(_frames, Minute, options.MaxFramesPerMinute);

    public bool TryTakeSubscribe() => TryTake(_subscribes, Minute, options.MaxSubscribesPerMinute);

    public bool TryTakeClientEvent() =>
        options.MaxClientEventsPerSecond > 0 && TryTake(_clientEvents, TimeSpan.FromSeconds(1), options.MaxClientEventsPerSecond);

    /// <summary>Counts a read from the network, roughly: there are too many of them for a sliding window.</summary>
    public bool TryTakeRead()
    {
        if (options.MaxFramesPerMinute == 0) return true;
        if (time.GetElapsedTime(_readsSince) >= Minute) (_readsSince, _reads) = (time.GetTimestamp(), 0);
        return ++_reads <= (long)ReadsPerFrame * options.MaxFramesPerMinute;
    }

    // 0 means no limit.
    private bool TryTake(SlidingWindow window, TimeSpan length, int limit) =>
        limit == 0 || window.Take(time.GetTimestamp(), (long)(length.TotalSeconds * time.TimestampFrequency), limit) == 0;
}
