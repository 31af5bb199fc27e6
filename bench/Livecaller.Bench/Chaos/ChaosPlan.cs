namespace Livecaller.Bench.Chaos;

/// <summary>A kind of fault.</summary>
internal enum FaultKind
{
    SocketKill,
    ServerKill,
    Revocation,
    Restart,
    RollingRestart,
}

/// <summary>A fault, and the random number that determines its target and details.</summary>
internal sealed record Fault(FaultKind Kind, Random Random);

/// <summary>The sequence of faults, determined only by the settings and their seed.</summary>
internal static class ChaosPlan
{
    public static IReadOnlyList<Fault> Create(ChaosSettings settings)
    {
        // CA5394 suggests a cryptographic generator, but runs with the same seed must be the same.
#pragma warning disable CA5394
        var random = new Random(settings.Seed);
        FaultKind[] kinds =
        [
            .. Enumerable.Repeat(FaultKind.SocketKill, settings.Kills),
            .. Enumerable.Repeat(FaultKind.ServerKill, settings.ServerKills),
            .. Enumerable.Repeat(FaultKind.Revocation, settings.Revocations),
            .. Enumerable.Repeat(FaultKind.Restart, settings.Restarts),
            .. Enumerable.Repeat(FaultKind.RollingRestart, settings.RollingRestarts),
        ];
        random.Shuffle(kinds);
        return [.. kinds.Select(kind => new Fault(kind, new Random(random.Next())))];
#pragma warning restore CA5394
    }
}
