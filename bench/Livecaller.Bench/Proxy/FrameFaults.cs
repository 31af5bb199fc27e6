namespace Livecaller.Bench.Proxy;

/// <summary>Randomly selects the faults of frames to the client.</summary>
/// <param name="random">The random number generator.</param>
internal sealed class FrameFaults(Random random)
{
    private readonly Lock _lock = new();

    public int Duplicated { get; private set; }
    public int Delayed { get; private set; }
    public int Reordered { get; private set; }

    /// <summary>Returns the fault of the next frame.</summary>
    public FrameAction Next()
    {
        lock (_lock)
        {
            var wait = TimeSpan.FromMilliseconds(random.Next(5, 250));
            switch (random.Next(100))
            {
                case < 5:
                    Duplicated++;
                    return new(FrameFault.Duplicate, TimeSpan.Zero);
                case < 8:
                    Duplicated++;
                    return new(FrameFault.DuplicateLater, wait);
                case < 13:
                    Delayed++;
                    return new(FrameFault.Delay, wait);
                case < 18:
                    Reordered++;
                    return new(FrameFault.HoldBack, wait);
                default:
                    return default;
            }
        }
    }
}

internal enum FrameFault
{
    None,

    /// <summary>The frame is sent twice.</summary>
    Duplicate,

    /// <summary>The frame is sent now and again after others.</summary>
    DuplicateLater,

    /// <summary>This frame and all later ones are delayed.</summary>
    Delay,

    /// <summary>The frame is sent after later ones.</summary>
    HoldBack,
}

internal readonly record struct FrameAction(FrameFault Fault, TimeSpan Wait);
