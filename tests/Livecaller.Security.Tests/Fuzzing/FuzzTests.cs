using System.Globalization;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>Code that reads bytes of strangers neither fails, nor hangs, nor takes more memory than its input explains, whatever the bytes are.</summary>
public sealed class FuzzTests
{
    /// <summary>How many minutes each target is run, instead of a number of inputs; set by the bench project.</summary>
    private const string MinutesVariable = "LIVECALLER_FUZZ_MINUTES";

    private const int Inputs = 1500;
    private const int Seed = 20261129;
    private const long FixedBytes = 8 * 1024 * 1024;
    private const long BytesPerByte = 512;
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_bytes_are_read_or_refused(string name)
    {
        var target = FuzzTargets.All.Single(t => t.Name == name);
        var minutes = Environment.GetEnvironmentVariable(MinutesVariable) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;
        var (start, round) = (TimeProvider.System.GetTimestamp(), 0);
        var total = 0;
        do
        {
            // Each round has inputs of its own, and can be run again by its number.
            total += await RunAsync(target, Seed + round++);
        }
        while (TimeProvider.System.GetElapsedTime(start).TotalMinutes < minutes);
        TestContext.Current.SendDiagnosticMessage($"{name}: {total} inputs in {round} rounds.");
    }

    private static async Task<int> RunAsync(IFuzzTarget target, int seed)
    {
        var mutator = new Mutator(seed, target.Seeds);
        byte[] current = [];
        var running = Task.Factory.StartNew(() =>
        {
            foreach (var input in target.Seeds.Concat(Enumerable.Range(0, Inputs).Select(_ => mutator.Next())))
            {
                current = input;
                Run(target, input);
            }
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await running.WaitAsync(Hang, TimeProvider.System);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Round {seed} of '{target.Name}' failed with the input {Convert.ToBase64String(current)}", e);
        }

        return Inputs;
    }

    private static void Run(IFuzzTarget target, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        target.Run(input);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedBytes + (BytesPerByte * input.Length));
    }
}
