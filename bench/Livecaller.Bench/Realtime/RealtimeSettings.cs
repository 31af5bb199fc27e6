using System.Globalization;

namespace Livecaller.Bench.Realtime;

/// <summary>The settings of a realtime benchmark.</summary>
internal sealed record RealtimeSettings
{
    public const string Usage = "[--rounds 5] [--seconds N] [--only NAMES] [--server URL --key KEY --secret SECRET [--pid PID]]";

    /// <summary>The number of rounds; the results are medians.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long each measurement takes; 0 for the default of the benchmark.</summary>
    public double Seconds { get; init; }

    /// <summary>The contestants.</summary>
    public IReadOnlyList<string> Contestants { get; init; } = ["raw", "signalr", "pusher", "pusher+inline"];

    /// <summary>The address of another Pusher server, or null.</summary>
    public Uri? Server { get; init; }

    /// <summary>Its process, for measurements of memory; 0 when it's unknown.</summary>
    public int ProcessId { get; init; }

    public string Key { get; init; } = Realtime.Contestants.ContestantServer.Key;

    public string Secret { get; init; } = Realtime.Contestants.ContestantServer.Secret;

    public static RealtimeSettings Parse(string[] arguments)
    {
        var settings = new RealtimeSettings();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            settings = arguments[i] switch
            {
                "--rounds" => settings with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => settings with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--only" => settings with { Contestants = value.Split(',') },
                "--server" => settings with { Server = new Uri(value.Replace("ws://", "http://", StringComparison.Ordinal)) },
                "--key" => settings with { Key = value },
                "--secret" => settings with { Secret = value },
                "--pid" => settings with { ProcessId = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown setting '{arguments[i]}'. Usage: {Usage}"),
            };
        }

        return settings.Server is null ? settings : settings with { Contestants = [.. settings.Contestants, "server"] };
    }
}
