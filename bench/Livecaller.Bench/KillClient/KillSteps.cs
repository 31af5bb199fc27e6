using System.Diagnostics;

namespace Livecaller.Bench.KillClient;

/// <summary>Counts the steps of a client's life, and ends the process at one of them as a power cut would.</summary>
/// <param name="fatal">The step that is the last; 0 for none.</param>
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
        // The signal is on its way; nothing may happen meanwhile.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
