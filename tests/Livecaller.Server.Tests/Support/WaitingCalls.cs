using Livecaller.Server.Storage;

namespace Livecaller.Server.Tests.Support;

internal static class WaitingCalls
{
    /// <summary>Makes calls while somebody else is writing, so that all of them wait, and returns their answers once nobody does.</summary>
    public static async Task<T[]> AfterWaitingAsync<T>(this LivecallerServer server, params Func<Task<T>>[] calls)
    {
        var (begun, held) = (new TaskCompletionSource(), new TaskCompletionSource<bool>());
        var holding = server.Get<WriteGate>().WriteAsync(_ =>
        {
            begun.SetResult();
            return held.Task;
        }, cancellationToken: TestContext.Current.CancellationToken);
        await begun.Task;
        List<Task<T>> waiting = [];
        foreach (var call in calls)
        {
            var before = server.Get<WriteTurns>().Waiting;
            waiting.Add(call());
            // In the order in which they were made. What need not wait is answered.
            await Eventually.IsAsync(() => Task.FromResult(waiting[^1].IsCompleted || server.Get<WriteTurns>().Waiting > before));
        }

        held.SetResult(true);
        await holding;
        return await Task.WhenAll(waiting);
    }
}
