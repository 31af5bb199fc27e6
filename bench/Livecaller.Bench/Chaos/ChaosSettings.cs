using System.Globalization;

namespace Livecaller.Bench.Chaos;

/// <summary>What a run is made of.</summary>
internal sealed record ChaosSettings
{
    /// <summary>Messages of both directions together.</summary>
    public int Messages { get; init; } = 10_000;

    /// <summary>Connections that die.</summary>
    public int Kills { get; init; } = 500;

    /// <summary>How often the server dies.</summary>
    public int ServerKills { get; init; } = 20;

    /// <summary>How often a visitor's session is revoked at the server.</summary>
    public int Revocations { get; init; } = 20;

    /// <summary>How often a visitor's client ends, and another one goes on with its session.</summary>
    public int Restarts { get; init; } = 30;

    /// <summary>Clients of the SDK, each with a conversation.</summary>
    public int Visitors { get; init; } = 8;

    /// <summary>Operators' clients, which share the conversations.</summary>
    public int Operators { get; init; } = 2;

    /// <summary>Decides which faults there are, and whom they meet.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Milliseconds between two faults on average.</summary>
    public int Pace { get; init; } = 350;

    /// <summary>How many times faster than a clock the visitors' delays and time-outs are.</summary>
    public int Hurry { get; init; } = 10;

    /// <summary>Seconds after which the run is given up.</summary>
    public int Timeout { get; init; } = 900;

    /// <summary>Whether the clients' warnings are printed as they come.</summary>
    public bool Verbose { get; init; }

    /// <summary>How it can be run again.</summary>
    public override string ToString() =>
        $"--seed {Seed} --messages {Messages} --kills {Kills} --server-kills {ServerKills} --revocations {Revocations} "
        + $"--restarts {Restarts} --visitors {Visitors} --operators {Operators} --pace {Pace} --hurry {Hurry}";

    /// <summary>Reads the arguments; throws for one that is not known.</summary>
    public static ChaosSettings Parse(string[] arguments)
    {
        var settings = new ChaosSettings();
        for (var i = 0; i < arguments.Length; i++)
        {
            int Value() => ++i < arguments.Length && int.TryParse(arguments[i], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value : throw new ArgumentException($"{arguments[i - 1]} needs a number.");
            settings = arguments[i] switch
            {
                "--messages" => settings with { Messages = Value() },
                "--kills" => settings with { Kills = Value() },
                "--server-kills" => settings with { ServerKills = Value() },
                "--revocations" => settings with { Revocations = Value() },
                "--restarts" => settings with { Restarts = Value() },
                "--visitors" => settings with { Visitors = Math.Max(1, Value()) },
                "--operators" => settings with { Operators = Math.Max(1, Value()) },
                "--seed" => settings with { Seed = Value() },
                "--pace" => settings with { Pace = Value() },
                "--hurry" => settings with { Hurry = Math.Max(1, Value()) },
                "--timeout" => settings with { Timeout = Value() },
                "--verbose" => settings with { Verbose = true },
                var other => throw new ArgumentException($"There is no option '{other}'."),
            };
        }

        return settings;
    }
}
