using System.Diagnostics;
using System.Globalization;

namespace Livecaller.Bench.Hosting;

/// <summary>Keeps server and bench from taking each other's time.</summary>
internal static class Cores
{
    /// <summary>Leaves core 0 to the server, where there are two and Linux: this process and what it starts from now on use the others.</summary>
    public static bool Split()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2) return false;
        string[] arguments = ["-a", "-c", "-p", $"1-{Environment.ProcessorCount - 1}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)];
        using var taskset = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        taskset.WaitForExit();
        return taskset.ExitCode == 0;
    }
}
