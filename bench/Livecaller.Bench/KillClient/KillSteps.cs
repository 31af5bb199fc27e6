using System.Diagnostics;

namespace Livecaller.Bench.KillClient;

/// <summary>Counts the steps of a client, and kills the process at one of them, like a power failure.</summary>
/// <param name="fatal">The step at which the process is killed, or 0.</param>
internal sealed class KillSteps(int fatal)
{
    private int _count;

    public void Take(string name)
    {
        var step = Interlocked.Increment(ref _count);
        Console.WriteLine($"step {step} {name}");
        if (step != fatal) return;
        Console.Out.Flush();
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal is pending. Nothing must happen in the meantime.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
