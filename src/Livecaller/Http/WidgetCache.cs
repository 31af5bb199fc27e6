using Livecaller.Protocol;

namespace Livecaller.Http;

/// <summary>The widget's configuration, asked once for all who want it at the same time; a failure is not kept.</summary>
internal sealed class WidgetCache(WidgetApi api, TimeProvider time)
{
    /// <summary>Whoever begins something new may see what was changed in the dashboard meanwhile.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private Task<WidgetConfiguration>? _asked;
    private DateTimeOffset _askedAt;

    /// <summary>What is known, however old it is.</summary>
    public Task<WidgetConfiguration> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asked is null or { IsFaulted: true } or { IsCanceled: true }) Ask(() => api.GetWidgetAsync(CancellationToken.None));
            return _asked!.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The same, asked again when it may be another one by now; what was known where the server cannot be reached.</summary>
    public Task<WidgetConfiguration> RefreshAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asked is { IsCompletedSuccessfully: true } known && IsOld(known.Result)) Ask(() => AskAgainAsync(known.Result));
        }

        return GetAsync(cancellationToken);
    }

    private void Ask(Func<Task<WidgetConfiguration>> ask)
    {
        _askedAt = time.GetUtcNow();
        _asked = Task.Run(ask);
    }

    // A clock that was put back makes old what it is not, and nothing else.
    private bool IsOld(WidgetConfiguration known) =>
        time.GetUtcNow() is var now && (now < _askedAt || now - _askedAt >= Fresh || known.NextChange(_askedAt) <= now);

    private async Task<WidgetConfiguration> AskAgainAsync(WidgetConfiguration known)
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
