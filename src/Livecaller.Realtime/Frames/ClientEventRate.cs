namespace Livecaller.Realtime.Frames;

/// <summary>Counts the client events of one connection in windows of a second. Used by its receive loop only.</summary>
internal sealed class ClientEventRate(TimeProvider time, int limit)
{
    private long _windowStart = time.GetTimestamp();
    private int _taken;

    public bool TryTake()
    {
        if (time.GetElapsedTime(_windowStart) >= TimeSpan.FromSeconds(1))
        {
            _windowStart = time.GetTimestamp();
            _taken = 0;
        }

        return _taken < limit && ++_taken > 0;
    }
}
