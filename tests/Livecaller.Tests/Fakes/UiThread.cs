using System.Collections.Concurrent;

namespace Livecaller.Tests.Fakes;

/// <summary>
/// A thread with a synchronization context, as that of WPF or MAUI: what is posted to it runs when it is idle, and it is not while it waits for
/// a call.
/// </summary>
internal sealed class UiThread
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Waits for a call synchronously; fails when the call does not end, or when any of it was posted to the thread that waits.</summary>
    public static async Task BlockOnAsync(Func<Task> callAsync)
    {
        var context = new Context();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                callAsync().GetAwaiter().GetResult();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true };
        thread.Start();
        await done.Task.WaitAsync(Patience);
        Assert.Empty(context.Posted);
    }

    private sealed class Context : SynchronizationContext
    {
        public ConcurrentQueue<string> Posted { get; } = new();

        public override void Post(SendOrPostCallback d, object? state) => Posted.Enqueue($"{d.Method.DeclaringType} {state}");

        public override void Send(SendOrPostCallback d, object? state) => Post(d, state);
    }
}
