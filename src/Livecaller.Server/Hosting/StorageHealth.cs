using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Server.Hosting;

// Healthy while something can be stored.
internal sealed class StorageHealth(WriteGate gate, LivecallerDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await gate.WriteAsync(
                async db =>
                {
                    await database.ProbeAsync(db, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                keep: () => false, cancellationToken: cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(StorageFaults.ProblemOf(e)?.Detail ?? "The database does not answer.", e);
        }
    }
}
