namespace Livecaller.Blazor.Chat;

/// <summary>
/// Asks for the widget again when one of its departments opens or closes, while somebody may look at it. Not all at the same second:
/// everybody who waits for nine o'clock would ask the server then.
/// </summary>
internal sealed class OpeningHoursWatch(LivecallerClient client, Action<WidgetConfiguration> changed) : IDisposable
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>A timer takes no more than seven weeks, and hours may be changed meanwhile.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromHours(12);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>Waits for the next change of a configuration.</summary>
    public void Follow(WidgetConfiguration widget)
    {
        var (options, now) = (client.Options, client.Options.TimeProvider.GetUtcNow());
        var wait = Timeout.InfiniteTimeSpan;
        if (widget.NextChange(now) is { } next)
        {
            wait = next - now + Soonest + Random.Shared.NextDouble() * Spread;
            if (wait > Latest) wait = Latest;
        }

        lock (_lock)
        {
            if (_disposed) return;
            _timer ??= options.TimeProvider.CreateTimer(_ => _ = RefreshAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            changed(await client.RefreshWidgetAsync());
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException or ObjectDisposedException)
        {
            // The next one who opens a conversation asks again.
        }
    }
}
