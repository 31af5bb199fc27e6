using System.Runtime.CompilerServices;

namespace Livecaller;

/// <summary>
/// The synchronization context in which the host app calls, such as a UI thread's. The host's own parts (handler, store, stream) are not called in
/// it: their continuations would wait for that thread, which may be waiting for the call.
/// </summary>
internal static class CallerContext
{
    /// <summary>Leaves the caller's context: the code after the <c>await</c> runs on the thread pool.</summary>
    public static ConfiguredTaskAwaitable LeaveAsync() => Task.CompletedTask.ConfigureAwait(
        SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default
            ? ConfigureAwaitOptions.None
            : ConfigureAwaitOptions.ForceYielding);
}
