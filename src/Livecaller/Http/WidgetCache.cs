using Livecaller.Protocol;

namespace Livecaller.Http;

/// <summary>The widget's configuration, asked once for all who want it at the same time; a failure is not kept.</summary>
internal sealed class WidgetCache(WidgetApi api)
{
    private readonly Lock _lock = new();
    private Task<WidgetConfiguration>? _asked;

    public Task<WidgetConfiguration> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asked is null or { IsFaulted: true } or { IsCanceled: true }) _asked = Task.Run(() => api.GetWidgetAsync(CancellationToken.None));
            return _asked.WaitAsync(cancellationToken);
        }
    }
}
