namespace Livecaller.Realtime.Tests.Support;

internal static class Eventually
{
    /// <summary>Asks again and again, until it is so or 30 seconds have passed: for what the server tells nobody.</summary>
    public static async Task IsTrueAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }
    }
}
