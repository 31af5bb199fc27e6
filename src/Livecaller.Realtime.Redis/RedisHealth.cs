using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Realtime.Redis;

/// <summary>Degraded while a broker is lost: the node serves its own subscribers all the same, so it is not to be taken out of service.</summary>
internal sealed class RedisHealth(RedisBackplane backplane) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var faults = backplane.Brokers.Select(broker => broker.Fault).OfType<string>().ToArray();
        return Task.FromResult(faults.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', faults)));
    }
}
