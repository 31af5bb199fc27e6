using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Livecaller.Bench.Realtime.Contestants;
using Livecaller.Bench.Realtime.Load;

namespace Livecaller.Bench.Realtime;

/// <summary>
/// Measures realtime servers from outside. Server and load generator are processes of their own, on a core each, and new ones for each measurement.
/// </summary>
internal sealed class RealtimeBench(string name, string description, params IReadOnlyList<Row> rows) : IBench
{
    private const int ServerCore = 0;
    private const int LoadCore = 1;

    public string Name => name;

    public string Description => $"{description}; settings: {RealtimeSettings.Usage}";

    public async Task<int> RunAsync(string[] arguments)
    {
        var settings = RealtimeSettings.Parse(arguments);
        foreach (var row in rows)
        {
            var results = settings.Contestants.ToDictionary(contestant => contestant, _ => new List<IReadOnlyDictionary<string, double>>());
            for (var round = 0; round < settings.Rounds; round++)
            {
                // Each round starts with another contestant, so that a slow minute doesn't always meet the same one.
                for (var i = 0; i < settings.Contestants.Count; i++)
                {
                    var contestant = settings.Contestants[(i + round) % settings.Contestants.Count];
                    results[contestant].Add(await MeasureAsync(contestant, row, settings));
                }
            }

            foreach (var metric in row.Metrics) Print(row, metric, results);
        }

        return 0;
    }

    private static void Print(Row row, string metric, Dictionary<string, List<IReadOnlyDictionary<string, double>>> results)
    {
        Console.WriteLine($"{row.Label}: {metric}");
        var raw = results.TryGetValue("raw", out var all) ? Rounds.Median(all.Select(r => r[metric])) : double.NaN;
        foreach (var (contestant, values) in results)
        {
            var median = Rounds.Median(values.Select(r => r[metric]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {contestant,-14} {median,12:N2}  {median / raw,5:F2} x raw   ({values.Min(r => r[metric]):N2} to {values.Max(r => r[metric]):N2})"));
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(string contestant, Row row, RealtimeSettings settings)
    {
        Process? server = null;
        try
        {
            var (address, processId) = (settings.Server, settings.ProcessId);
            if (contestant != "server")
            {
                server = Start(ServerCore, ContestantServer.Mode, contestant);
                (address, processId) = (new Uri((await server.StandardOutput.ReadLineAsync())!), server.Id);
            }

            var request = new LoadRequest(
                row.Scenario, contestant.Split('+')[0], address!, processId, settings.Key, settings.Secret, row.Sockets, row.Rate,
                settings.Seconds > 0 ? settings.Seconds : row.Seconds);
            using var load = Start(LoadCore, [LoadChild.Mode, .. request.ToArguments()]);
            var output = await load.StandardOutput.ReadToEndAsync();
            await load.WaitForExitAsync();
            return load.ExitCode == 0 ? JsonSerializer.Deserialize<Dictionary<string, double>>(output)!
                : throw new InvalidOperationException($"The load on {contestant} failed.");
        }
        finally
        {
            server?.Kill();
            server?.Dispose();
        }
    }

    private static Process Start(int core, params string[] arguments) => Process.Start(new ProcessStartInfo(
        "taskset", ["-c", core.ToString(CultureInfo.InvariantCulture), "dotnet", Environment.GetCommandLineArgs()[0], .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}

/// <summary>One line of a benchmark.</summary>
/// <param name="Label">What is measured.</param>
/// <param name="Scenario">The scenario of the load generator.</param>
/// <param name="Sockets">The number of sockets.</param>
/// <param name="Rate">The number of messages in flight, or in a second.</param>
/// <param name="Seconds">How long is measured.</param>
/// <param name="Metrics">The results that are printed.</param>
internal sealed record Row(string Label, string Scenario, int Sockets, int Rate, double Seconds, params IReadOnlyList<string> Metrics);
