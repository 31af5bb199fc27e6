namespace Livecaller.Tests.Fakes;

internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Waits until a condition holds, looking again after every other work of the thread pool.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (!holds())
        {
            Assert.True(time.GetElapsedTime(start) < Patience, $"Waited in vain: {what}.");
            await Task.Yield();
        }
    }
}
