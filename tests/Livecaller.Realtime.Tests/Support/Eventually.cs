namespace Livecaller.Realtime.Tests.Support;

internal static class Eventually
{
    /// <summary>Asks again and again, until it is so or ten seconds have passed: for what the server tells nobody.</summary>
    public static async Task IsTrueAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
