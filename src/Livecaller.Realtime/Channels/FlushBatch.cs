namespace Livecaller.Realtime.Channels;

/// <summary>Puts off the writes of this thread while it handles frames that have arrived together, so that each receiver gets their events in one write.</summary>
internal static class FlushBatch
{
    // More are not put off, so that the first receiver doesn't wait for long.
    private const int MaxBroadcasts = 16;

    [ThreadStatic]
    private static List<ISubscriber[]>? _receivers;

    [ThreadStatic]
    private static int _broadcasts;

    [ThreadStatic]
    private static bool _isOpen;

    public static void Begin() => _isOpen = true;

    /// <summary>Writes what is queued for the receivers, now or at the end of the batch.</summary>
    public static void Flush(ISubscriber[] receivers)
    {
        if (!_isOpen)
        {
            foreach (var receiver in receivers) receiver.Flush();
            return;
        }

        // Consecutive events of a channel have the same array.
        var waiting = _receivers ??= [];
        if (!waiting.Contains(receivers)) waiting.Add(receivers);
        if (++_broadcasts >= MaxBroadcasts) FlushAll();
    }

    public static void End()
    {
        _isOpen = false;
        FlushAll();
    }

    private static void FlushAll()
    {
        _broadcasts = 0;
        if (_receivers is not { Count: > 0 } waiting) return;
        foreach (var receivers in waiting)
        {
            foreach (var receiver in receivers) receiver.Flush();
        }

        waiting.Clear();
    }
}
