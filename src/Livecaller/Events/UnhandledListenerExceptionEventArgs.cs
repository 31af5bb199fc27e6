namespace Livecaller;

/// <summary>A listener threw.</summary>
/// <param name="exception">What it threw.</param>
/// <param name="event">The event that it was given.</param>
public sealed class UnhandledListenerExceptionEventArgs(Exception exception, LivecallerEvent @event) : EventArgs
{
    /// <summary>What the listener threw.</summary>
    public Exception Exception { get; } = exception;

    /// <summary>The event that it was given.</summary>
    public LivecallerEvent Event { get; } = @event;
}
