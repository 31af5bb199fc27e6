using Microsoft.Extensions.Hosting;

namespace Livecaller.Realtime.Connections;

/// <summary>Sends clients away when the host begins to stop: before the web server waits for its connections to end.</summary>
internal sealed class ShutdownService(ConnectionRegistry registry, IHostApplicationLifetime lifetime) : IHostedService
{
    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = lifetime.ApplicationStopping.Register(registry.Stop);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _registration.DisposeAsync().ConfigureAwait(false);
}
