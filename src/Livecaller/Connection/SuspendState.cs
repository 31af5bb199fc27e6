namespace Livecaller.Connection;

/// <summary>Whether the app is awake. While the device has suspended it, nothing is done of the SDK's own accord.</summary>
internal sealed class SuspendState
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _awakened;

    public bool IsPaused => Volatile.Read(ref _awakened) is not null;

    /// <summary>Waits while the app is suspended.</summary>
    public Task WhenAwakeAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _awakened)?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Suspends; false when it was suspended already.</summary>
    public bool Pause()
    {
        lock (_lock)
        {
            if (_awakened is not null) return false;
            Volatile.Write(ref _awakened, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return true;
        }
    }

    /// <summary>Goes on; false when it was awake.</summary>
    public bool Resume()
    {
        TaskCompletionSource? awakened;
        lock (_lock)
        {
            awakened = _awakened;
            Volatile.Write(ref _awakened, null);
        }

        return awakened?.TrySetResult() ?? false;
    }
}
