namespace Livecaller.Connection;

/// <summary>Whether the device has suspended the app. While it is suspended, the SDK does nothing by itself.</summary>
internal sealed class SuspendState
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _awakened;

    public bool IsPaused => Volatile.Read(ref _awakened) is not null;

    /// <summary>Waits while the app is suspended.</summary>
    public Task WhenAwakeAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _awakened)?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Suspends. Returns false when it was suspended already.</summary>
    public bool Pause()
    {
        lock (_lock)
        {
            if (_awakened is not null) return false;
            Volatile.Write(ref _awakened, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return true;
        }
    }

    /// <summary>Resumes. Returns false when it was not suspended.</summary>
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
