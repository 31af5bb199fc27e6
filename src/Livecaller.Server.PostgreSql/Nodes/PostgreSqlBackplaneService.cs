using Livecaller.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.PostgreSql.Nodes;

/// <summary>Connects to the other nodes before the first client can connect, and leaves them before the database is released.</summary>
/// <param name="services">The application's services.</param>
internal sealed class PostgreSqlBackplaneService(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The channels subscribe to the backplane.
        services.GetRequiredService<IChannelPublisher>();
        return services.GetRequiredService<PostgreSqlBackplane>().StartAsync(cancellationToken);
    }

    // Services that stop may publish until then.
    public Task StoppedAsync(CancellationToken cancellationToken) => services.GetRequiredService<PostgreSqlBackplane>().StopAsync().WaitAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Degraded while the other nodes cannot be reached: this one serves its own subscribers all the same.</summary>
/// <param name="backplane">The backplane.</param>
internal sealed class PostgreSqlBackplaneHealth(PostgreSqlBackplane backplane) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        backplane.IsUp ? HealthCheckResult.Healthy("Events are carried. Members of presence channels are those of this node.") : HealthCheckResult.Degraded("The other nodes are not reached through PostgreSQL."));
}
