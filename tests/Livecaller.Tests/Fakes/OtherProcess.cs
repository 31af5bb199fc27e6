using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Livecaller.Tests.Fakes;

/// <summary>Another process that holds a session file: this test program itself, started with a variable.</summary>
internal sealed class OtherProcess : IDisposable
{
    private const string Variable = "LIVECALLER_TESTS_HOLD_SESSION";
    private readonly Process _process;

    private OtherProcess(Process process) => _process = process;

    public static async Task<OtherProcess> HoldingAsync(string file)
    {
        var program = Path.ChangeExtension(typeof(OtherProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment[Variable] = file;
        var process = Process.Start(start)!;
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        return new(process);
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    [ModuleInitializer]
    internal static void HoldIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } file) return;
        var use = new FileSessionStore(file).AcquireAsync().AsTask().GetAwaiter().GetResult();
        Console.WriteLine("held");
        // Nobody writes a line: this waits until it is killed, or until the tests are gone.
        Console.ReadLine();
        GC.KeepAlive(use);
        Environment.Exit(0);
    }
}
