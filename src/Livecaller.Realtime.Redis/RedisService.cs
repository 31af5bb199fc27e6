using Livecaller.Realtime.Apps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Realtime.Redis;

/// <summary>Connects to the brokers before the first client can connect, and leaves them after all other services have stopped.</summary>
/// <param name="services">The application's services.</param>
internal sealed class RedisService(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The applications attach themselves to the backplane. Not in the constructor: until the host starts, the options may not be valid.
        services.GetRequiredService<AppRegistry>();
        return services.GetRequiredService<RedisBackplane>().StartAsync(cancellationToken);
    }

    // Services that stop may publish until then.
    public Task StoppedAsync(CancellationToken cancellationToken) => services.GetRequiredService<RedisBackplane>().StopAsync().WaitAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
