namespace Livecaller.Bench.Chaos;

/// <summary>One thing that goes wrong.</summary>
internal enum FaultKind
{
    SocketKill,
    ServerKill,
    Revocation,
    Restart,
}

/// <summary>A fault, and the chance that decides whom it meets and how.</summary>
internal sealed record Fault(FaultKind Kind, Random Random);

/// <summary>The order of the faults: nothing but the settings and their seed decides it.</summary>
internal static class ChaosPlan
{
    public static IReadOnlyList<Fault> Make(ChaosSettings settings)
    {
        // CA5394 asks for cryptography; what matters here is that the same seed gives the same run.
#pragma warning disable CA5394
        var random = new Random(settings.Seed);
        FaultKind[] kinds =
        [
            .. Enumerable.Repeat(FaultKind.SocketKill, settings.Kills),
            .. Enumerable.Repeat(FaultKind.ServerKill, settings.ServerKills),
            .. Enumerable.Repeat(FaultKind.Revocation, settings.Revocations),
            .. Enumerable.Repeat(FaultKind.Restart, settings.Restarts),
        ];
        random.Shuffle(kinds);
        return [.. kinds.Select(kind => new Fault(kind, new Random(random.Next())))];
#pragma warning restore CA5394
    }
}
