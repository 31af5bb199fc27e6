using System.Diagnostics;
using System.Globalization;

namespace Livecaller.Bench.Soak;

/// <summary>The load, which runs in a separate process so that it doesn't affect the measurement.</summary>
internal static class SoakLoad
{
    public const string Mode = "soak-load";

    private const int Visitors = 6;
    private const int Operators = 3;
    private static readonly TimeSpan LastVisit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Runs the load as a child process.</summary>
    /// <param name="address">The server.</param>
    /// <param name="duration">The duration.</param>
    /// <param name="progress">Receives the number of completed actions.</param>
    public static async Task<SoakCounts> StartAsync(Uri address, TimeSpan duration, Action<SoakCounts> progress)
    {
        var seconds = duration.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SoakLoad).Assembly.Location, Mode, address.ToString(), seconds]) { RedirectStandardOutput = true })!;
        var counts = new SoakCounts();
        while (await process.StandardOutput.ReadLineAsync() is { } line) progress(counts = SoakCounts.Parse(line));
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException("The load failed.");
        return counts;
    }

    /// <param name="arguments">The server's address, and the number of seconds.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (address, duration) = (new Uri(arguments[0]), TimeSpan.FromSeconds(double.Parse(arguments[1], CultureInfo.InvariantCulture)));
        using var end = new CancellationTokenSource(duration);
        using var stop = new CancellationTokenSource(duration + LastVisit);
        var (counts, files) = (new SoakCounts(), new SoakFiles());
        var work = Task.WhenAll(
        [
            .. Enumerable.Range(0, Visitors).Select(i => Task.Run(() => new SoakVisitor(i, address, counts, files, stop.Token).RunAsync(end.Token))),
            .. Enumerable.Range(0, Operators).Select(i => Task.Run(() => new SoakOperator(i, address, counts, stop.Token).RunAsync(end.Token))),
        ]);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(Interval, TimeProvider.System));
            Console.WriteLine(counts.ToJson());
        }

        await work;
        return 0;
    }
}
