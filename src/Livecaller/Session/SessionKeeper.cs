using Livecaller.Events;

namespace Livecaller.Session;

/// <summary>
/// Loads the session and saves it after changes: one write at a time, always the newest state of the current visitor.
/// </summary>
internal sealed partial class SessionKeeper : IAsyncDisposable
{
    private const string StoreName = "session";

    private readonly ISessionStore _store;
    private readonly Durability _durability;
    private readonly LivecallerEvents _events;
    private readonly ILogger _logger;
    private readonly StoreWriter _writer;
    private readonly Lock _lock = new();
    private IAsyncDisposable? _use;
    private SessionState? _current;
    private bool _dirty;
    private bool _saving;
    private bool _again;

    // Whether listeners hadn't handled all events when the session was saved last.
    private volatile bool _isBehind;

    public SessionKeeper(ISessionStore store, Durability durability, LivecallerEvents events, ILogger logger)
    {
        (_store, _durability, _events, _logger) = (store, durability, events, logger);
        events.Handled += OnHandled;
        _writer = new(StoreName, () => store.Failure, durability, LogNotSaved);
    }

    /// <summary>Acquires the store for this client.</summary>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        await CallerContext.LeaveAsync();
        try
        {
            _use = await _store.AcquireAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // If nothing can be written here, other clients cannot write either. The first write reports it to the app.
            LogNotAcquired(e);
        }
    }

    public async Task<StoredSession?> LoadAsync(CancellationToken cancellationToken)
    {
        await CallerContext.LeaveAsync();
        string? reason;
        try
        {
            var text = await _store.LoadAsync(cancellationToken).ConfigureAwait(false);
            _durability.Report(StoreName, _store.Failure);
            if (string.IsNullOrEmpty(text)) return null;
            if (SessionCodec.TryRead(text, out var session, out reason)) return session;
        }
        catch (InvalidDataException e)
        {
            reason = e.Message;
        }

        await SetAsideAsync(reason, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>From now on this visitor's state is saved; null for none.</summary>
    public void Attach(SessionState? state)
    {
        lock (_lock) _current = state;
        if (state is not null) Request(state);
    }

    /// <summary>Saves soon. Ignored when the state is not the current visitor's.</summary>
    public void Request(SessionState state)
    {
        lock (_lock)
        {
            if (state != _current) return;
            _dirty = true;
            _again = _saving;
            if (_saving) return;
            _saving = true;
        }

        _ = Task.Run(SaveLoopAsync);
    }

    /// <summary>Waits until what was requested is stored. Returns false when it could not be written.</summary>
    public async Task<bool> FlushAsync() => await _writer.WriteAsync(WriteIfDirtyAsync).ConfigureAwait(false) != WriteResult.Failed;

    /// <summary>Clears the store. Nothing that was requested before is written afterwards.</summary>
    public async Task ClearAsync()
    {
        lock (_lock) (_current, _dirty) = (null, false);
        await _writer.WriteAsync(ClearUnlessUsedAsync).ConfigureAwait(false);
    }

    /// <summary>Writes what is left. Nothing is written afterwards.</summary>
    public async Task FinishAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        Attach(null);
    }

    /// <summary>Writes what is left, and releases the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await FinishAsync().ConfigureAwait(false);
        // From here on, another client may use the store.
        if (Interlocked.Exchange(ref _use, null) is { } use) await use.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SetAsideAsync(string reason, CancellationToken cancellationToken)
    {
        try
        {
            LogUnreadable(reason);
            await _store.SetAsideAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is lost with the next save. The chat is more important.
            LogNotSetAside(e);
        }
    }

    private async Task SaveLoopAsync()
    {
        bool done;
        do
        {
            done = await FlushAsync().ConfigureAwait(false);
        }
        while (MustContinue(done));
    }

    // After a failure, the next change tries again, also one that came meanwhile, and disposal at the latest.
    private bool MustContinue(bool done)
    {
        lock (_lock)
        {
            _saving = _dirty && (done || _again);
            _again = false;
            return _saving;
        }
    }

    private void OnHandled()
    {
        if (!_isBehind) return;
        SessionState? state;
        lock (_lock) state = _current;
        if (state is not null) Request(state);
    }

    private async ValueTask<bool> ClearUnlessUsedAsync()
    {
        // Another visitor may have signed in meanwhile: then the store is theirs.
        lock (_lock) if (_current is not null) return false;
        await _store.ClearAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<bool> WriteIfDirtyAsync()
    {
        SessionState? state;
        lock (_lock)
        {
            state = _dirty ? _current : null;
            _dirty = false;
        }

        if (state is null) return false;
        try
        {
            // In this order: an event that is handled in between requests another save.
            _isBehind = true;
            var unhandled = _events.FindUnhandled();
            _isBehind = unhandled.Count > 0;
            await _store.SaveAsync(SessionCodec.Write(state.ToStored(unhandled)), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch
        {
            lock (_lock) _dirty = _dirty || state == _current;
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The stored session cannot be used because {Reason}. It is set aside.")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(LogLevel.Warning, "The stored session could not be set aside.")]
    private partial void LogNotSetAside(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The session store could not be acquired.")]
    private partial void LogNotAcquired(Exception exception);

    [LoggerMessage(LogLevel.Error, "The session could not be saved.")]
    private partial void LogNotSaved(Exception exception);
}
