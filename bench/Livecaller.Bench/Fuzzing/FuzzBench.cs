using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Livecaller.Bench.Fuzzing;

/// <summary>The targets of the fuzzing tests, run for minutes. They are internals of the server, so the test program runs them.</summary>
internal sealed class FuzzBench : IBench
{
    private const string DefaultMinutes = "10";

    public string Name => "fuzz";

    public string Description => "fuzz [MINUTES]: runs the fuzzing tests for so many minutes for each target";

    public async Task<int> RunAsync(string[] arguments)
    {
        string[] command = ["run", "--project", ProjectFolder(), "--", "-class", "*.FuzzTests", "-diagnostics", "-parallel", "none"];
        using var tests = new Process { StartInfo = new ProcessStartInfo("dotnet", command) };
        tests.StartInfo.Environment["LIVECALLER_FUZZ_MINUTES"] = arguments is [var minutes, ..] ? minutes : DefaultMinutes;
        tests.Start();
        await tests.WaitForExitAsync();
        return tests.ExitCode;
    }

    private static string ProjectFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "tests", "Livecaller.Security.Tests"));
}
