using System.Runtime.CompilerServices;

namespace Livecaller;

/// <summary>
/// The context in which the host app calls, such as that of a UI thread. What the host gave the SDK (a handler, a store, a stream) is not called in it:
/// its continuations would wait for that thread, which may be waiting for the call.
/// </summary>
internal static class CallerContext
{
    /// <summary>What follows runs outside of the caller's context.</summary>
    public static ConfiguredTaskAwaitable LeaveAsync() => Task.CompletedTask.ConfigureAwait(
        SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default
            ? ConfigureAwaitOptions.None
            : ConfigureAwaitOptions.ForceYielding);
}
