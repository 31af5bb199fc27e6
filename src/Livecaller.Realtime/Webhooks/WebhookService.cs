using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Webhooks;

/// <summary>The webhooks of all applications, sent while the host runs. What is queued when it stops is dropped.</summary>
internal sealed class WebhookService(IOptions<PusherOptions> options, TimeProvider time, ILogger<WebhookSender> logger) : IHostedService, IDisposable
{
    // Not in the constructor: until the host starts, the options may not be valid.
    private readonly Lazy<Dictionary<string, AppWebhooks>> _apps = new(() => options.Value.AllApps.Where(app => app.Webhooks.Endpoints.Count > 0).ToDictionary(
        app => app.AppId,
        app => new AppWebhooks([.. app.Webhooks.Endpoints.Select(endpoint => new WebhookSender(app, endpoint, time, logger))], app.Webhooks, time)));

    private readonly CancellationTokenSource _stopping = new();
    private Task _sending = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Returns the webhooks of an application; null when it has none.</summary>
    public AppWebhooks? Of(PusherAppOptions app) => _apps.Value.GetValueOrDefault(app.AppId);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sending = Task.WhenAll(_apps.Value.Values.SelectMany(app => app.Senders).Select(sender => Task.Run(() => sender.RunAsync(_stopping.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host that is disposed before it is stopped stops its services afterwards.
        if (Volatile.Read(ref _isDisposed)) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        // The container disposes a service once for each way in which it is registered.
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        _stopping.Cancel();
        if (_apps.IsValueCreated)
            foreach (var app in _apps.Value.Values) app.Dispose();
        _stopping.Dispose();
    }
}
