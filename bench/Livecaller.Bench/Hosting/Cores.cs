using System.Diagnostics;
using System.Globalization;

namespace Livecaller.Bench.Hosting;

/// <summary>Assigns separate cores to server and benchmark.</summary>
internal static class Cores
{
    /// <summary>Reserves core 0 for the server on Linux with at least two cores. This process and its later child processes use the others.</summary>
    public static bool Split()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2) return false;
        string[] arguments = ["-a", "-c", "-p", $"1-{Environment.ProcessorCount - 1}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)];
        using var taskset = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        taskset.WaitForExit();
        return taskset.ExitCode == 0;
    }
}
