namespace Livecaller.Tests.Fakes;

internal static class Wait
{
    // A test that fails waits this long; none that passes does, however busy the machine is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until a condition holds. It is checked after all other work of the thread pool, and once a millisecond when that takes longer.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        for (var round = 0; !holds(); round++)
        {
            Assert.True(time.GetElapsedTime(start) < Patience, $"Waited in vain: {what}.");
            if (round < 100) await Task.Yield();
            else await Task.Delay(TimeSpan.FromMilliseconds(1), time);
        }
    }
}
