using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Server.Hosting;

// Healthy while something can be stored. A database that only answers does not show that: its disk may be full, or its lock taken.
internal sealed class StorageHealth(WriteGate gate, DataDirectory directory) : IHealthCheck
{
    // More than what a file system has left over for a single byte.
    private const int ProbeBytes = 64 * 1024;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            directory.Probe(ProbeBytes);
            await gate.WriteAsync(
                db => db.Database.ExecuteSqlAsync($"CREATE TABLE livecaller_probe AS SELECT zeroblob({ProbeBytes})", cancellationToken),
                keep: () => false, cancellationToken: cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(StorageFaults.ProblemOf(e)?.Detail ?? "The database does not answer.", e);
        }
    }
}
