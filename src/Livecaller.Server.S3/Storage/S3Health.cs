using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Server.S3.Storage;

// Degraded, and not unhealthy, while the S3 server cannot be used: messages can be sent, and other nodes have no attachments either.
internal sealed class S3Health(S3Bucket bucket) : IHealthCheck
{
    public const string Name = "livecaller-s3";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // The clock of the machine, whatever the application's is.
        using var timeout = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await bucket.RequireAsync(either.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is StorageException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Degraded($"{bucket.Location} cannot be used.", e);
        }
    }
}
