using System.Globalization;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>What Linux says about the process of a server.</summary>
internal static class ServerProcess
{
    private const double TicksPerSecond = 100;

    public static long ResidentBytes(int processId) =>
        long.Parse(File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ')[^2], CultureInfo.InvariantCulture) * 1024;

    public static double ProcessorSeconds(int processId)
    {
        var text = File.ReadAllText($"/proc/{processId}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
