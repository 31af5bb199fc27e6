using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;

namespace Livecaller.Bench.Chaos;

/// <summary>Injects the planned faults one after the other.</summary>
internal sealed class FaultInjector(
    IReadOnlyList<Fault> plan, Pace pace, ChaosSettings settings, IServers servers, VisitorClient[] visitors, OperatorClient[] operators,
    CancellationToken stop)
{
    /// <summary>The time that a fault waits for the preceding messages and for a target.</summary>
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<KillKind, int> _kills = [];
    private volatile bool _isCrashing;
    private int _serverKills;
    private int _rollingRestarts;
    private int _revocations;
    private int _restarts;

    /// <summary>A summary of the faults so far.</summary>
    public string Summary
    {
        get
        {
            lock (_kills)
            {
                var kinds = string.Join(", ", _kills.OrderBy(k => k.Key).Select(k => $"{k.Value} {k.Key}"));
                return $"{_kills.Values.Sum()} sockets killed ({kinds}), {_serverKills} servers killed, {_rollingRestarts} rolling restarts, {_revocations} sessions revoked, {_restarts} clients restarted";
            }
        }
    }

    public async Task RunAsync()
    {
        // One of several nodes has only some of the sockets.
        foreach (var visitor in visitors)
        {
            visitor.Lane.SocketClosed += () =>
            {
                if (_isCrashing) visitor.CatchUp.Killed(KillCause.Server);
            };
        }

        using var server = new HttpClient { BaseAddress = servers.Address };
        foreach (var fault in plan)
        {
#pragma warning disable CA5394 // Runs with the same seed must be the same.
            await Task.Delay(TimeSpan.FromMilliseconds(fault.Random.Next(2 * settings.Pace)), TimeProvider.System, stop);
            await pace.WaitForTakenAsync(WaitTimeout, stop);
            await (fault.Kind switch
            {
                FaultKind.ServerKill => KillServerAsync(fault.Random),
                FaultKind.Revocation => RevokeAsync(fault.Random, server),
                FaultKind.RollingRestart => RestartServersAsync(),
                FaultKind.Restart => RestartAsync(fault.Random),
                _ => KillSocketAsync(fault.Random),
            });
            pace.Step();
        }
    }

    private async Task KillSocketAsync(Random random)
    {
        // Prefer WebSockets. The other connections carry calls whose responses get lost.
        var (sockets, operatorsToo, kind) = (random.Next(100) < 70, random.Next(100) < 20, SelectKind(random.Next(100)));
        var chance = random.NextDouble();
        using var late = new CancellationTokenSource(WaitTimeout);
        while (true)
        {
            (Lane Lane, CatchUp CatchUp)[] clients = operatorsToo && kind != KillKind.Silence
                ? [.. operators.Select(o => (o.Lane, o.CatchUp))]
                : [.. visitors.Select(v => (v.Lane, v.CatchUp))];
            var open = clients.SelectMany(c => c.Lane.Connections(sockets).Select(connection => (connection, c.CatchUp))).ToArray();
            if (open.Length > 0)
            {
                var (connection, catchUp) = open[(int)(chance * open.Length)];
                if (sockets) catchUp.Killed(kind == KillKind.Silence ? KillCause.Silence : KillCause.Socket);
                connection.Kill(kind, random);
                lock (_kills) _kills[kind] = _kills.GetValueOrDefault(kind) + 1;
                return;
            }

            if (late.IsCancellationRequested) throw new TimeoutException("There are no connections to kill. No client is connecting any more.");
            await Task.Delay(PollInterval, TimeProvider.System, stop);
        }
    }

    private async Task KillServerAsync(Random random)
    {
        _serverKills++;
        _isCrashing = true;
        await servers.CrashAsync(random);
        _isCrashing = false;
    }

    private async Task RestartServersAsync()
    {
        _rollingRestarts++;
        await servers.RestartGracefullyAsync();
    }

    private async Task RevokeAsync(Random random, HttpClient server)
    {
        if (await visitors[random.Next(visitors.Length)].RevokeAsync(server)) _revocations++;
    }

    private async Task RestartAsync(Random random)
    {
        await visitors[random.Next(visitors.Length)].RestartAsync().WaitAsync(TimeSpan.FromSeconds(60), stop);
        _restarts++;
    }
#pragma warning restore CA5394

    private static KillKind SelectKind(int chance) => chance switch
    {
        < 40 => KillKind.Reset,
        < 65 => KillKind.Close,
        < 93 => KillKind.Cut,
        _ => KillKind.Silence,
    };
}
