namespace Livecaller.Http;

/// <summary>The widget's configuration, fetched once for all callers. A failure is not cached.</summary>
internal sealed class WidgetCache(WidgetApi api, TimeProvider time)
{
    /// <summary>After this time, a refresh shows what was changed in the dashboard.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private Task<WidgetConfiguration>? _fetched;
    private DateTimeOffset _fetchedAt;

    /// <summary>Returns the known configuration, however old it is.</summary>
    public Task<WidgetConfiguration> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_fetched is null or { IsFaulted: true } or { IsCanceled: true }) Fetch(() => api.GetWidgetAsync(CancellationToken.None));
            return _fetched!.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Fetches the configuration again when it may have changed. Returns the known one when the server cannot be reached.</summary>
    public Task<WidgetConfiguration> RefreshAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_fetched is { IsCompletedSuccessfully: true } known && IsOld(known.Result)) Fetch(() => FetchAgainAsync(known.Result));
        }

        return GetAsync(cancellationToken);
    }

    private void Fetch(Func<Task<WidgetConfiguration>> fetch)
    {
        _fetchedAt = time.GetUtcNow();
        _fetched = Task.Run(fetch);
    }

    // If the clock was set back, the configuration is fetched once more than necessary.
    private bool IsOld(WidgetConfiguration known) =>
        time.GetUtcNow() is var now && (now < _fetchedAt || now - _fetchedAt >= Fresh || known.NextChange(_fetchedAt) <= now);

    private async Task<WidgetConfiguration> FetchAgainAsync(WidgetConfiguration known)
    {
        try
        {
            return await api.GetWidgetAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (LivecallerException)
        {
            return known;
        }
    }
}
