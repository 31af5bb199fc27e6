namespace Livecaller.Bench.Proxy;

/// <summary>What happens to a frame on its way to the client, by chance.</summary>
/// <param name="random">Decides.</param>
internal sealed class FrameFaults(Random random)
{
    private readonly Lock _lock = new();

    public int Duplicated { get; private set; }
    public int Delayed { get; private set; }
    public int Reordered { get; private set; }

    /// <summary>The fate of the next frame.</summary>
    public FrameFate Next()
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

    /// <summary>Twice, at once.</summary>
    Duplicate,

    /// <summary>Now, and again after others.</summary>
    DuplicateLater,

    /// <summary>Everything waits.</summary>
    Delay,

    /// <summary>Others overtake it.</summary>
    HoldBack,
}

internal readonly record struct FrameFate(FrameFault Fault, TimeSpan Wait);
