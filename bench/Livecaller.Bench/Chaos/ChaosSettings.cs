using System.Globalization;

namespace Livecaller.Bench.Chaos;

/// <summary>The settings of a run.</summary>
internal sealed record ChaosSettings
{
    /// <summary>The number of messages in both directions.</summary>
    public int Messages { get; init; } = 10_000;

    /// <summary>The number of killed connections.</summary>
    public int Kills { get; init; } = 500;

    /// <summary>The number of times the server is killed.</summary>
    public int ServerKills { get; init; } = 20;

    /// <summary>The number of times a visitor's session is revoked on the server.</summary>
    public int Revocations { get; init; } = 20;

    /// <summary>The number of times a visitor's client is replaced by another one with the same session.</summary>
    public int Restarts { get; init; } = 30;

    /// <summary>The number of times that all servers are stopped and started, one after the other.</summary>
    public int RollingRestarts { get; init; }

    /// <summary>The number of servers. Several have a common PostgreSQL and Redis, which are killed too.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>The number of SDK clients, each with a conversation.</summary>
    public int Visitors { get; init; } = 8;

    /// <summary>The number of operator clients, which share the conversations.</summary>
    public int Operators { get; init; } = 2;

    /// <summary>The seed that determines the faults and their targets.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The average number of milliseconds between two faults.</summary>
    public int Pace { get; init; } = 350;

    /// <summary>The factor by which the delays and timeouts of visitors' clients are shortened.</summary>
    public int SpeedUp { get; init; } = 10;

    /// <summary>The number of seconds after which the run is aborted.</summary>
    public int Timeout { get; init; } = 900;

    /// <summary>Whether the clients' warnings are printed immediately.</summary>
    public bool Verbose { get; init; }

    /// <summary>The command-line arguments of the settings.</summary>
    public override string ToString() =>
        $"--seed {Seed} --messages {Messages} --kills {Kills} --server-kills {ServerKills} --revocations {Revocations} "
        + $"--restarts {Restarts} --rolling-restarts {RollingRestarts} --nodes {Nodes} --visitors {Visitors} --operators {Operators} --pace {Pace} --speed-up {SpeedUp}";

    /// <summary>Parses the arguments. Throws for an unknown argument.</summary>
    public static ChaosSettings Parse(string[] arguments)
    {
        var settings = new ChaosSettings();
        for (var i = 0; i < arguments.Length; i++)
        {
            int Value() => ++i < arguments.Length && int.TryParse(arguments[i], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value : throw new ArgumentException($"{arguments[i - 1]} requires a number.");
            settings = arguments[i] switch
            {
                "--messages" => settings with { Messages = Value() },
                "--kills" => settings with { Kills = Value() },
                "--server-kills" => settings with { ServerKills = Value() },
                "--revocations" => settings with { Revocations = Value() },
                "--restarts" => settings with { Restarts = Value() },
                "--rolling-restarts" => settings with { RollingRestarts = Value() },
                "--nodes" => settings with { Nodes = Math.Max(1, Value()) },
                // Several nodes always have both.
                "--database" when ++i < arguments.Length && arguments[i] == "postgres" => settings,
                "--redis" => settings,
                "--visitors" => settings with { Visitors = Math.Max(1, Value()) },
                "--operators" => settings with { Operators = Math.Max(1, Value()) },
                "--seed" => settings with { Seed = Value() },
                "--pace" => settings with { Pace = Value() },
                "--speed-up" => settings with { SpeedUp = Math.Max(1, Value()) },
                "--timeout" => settings with { Timeout = Value() },
                "--verbose" => settings with { Verbose = true },
                var other => throw new ArgumentException($"Unknown option '{other}'."),
            };
        }

        return settings;
    }
}
