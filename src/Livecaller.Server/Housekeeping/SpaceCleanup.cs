namespace Livecaller.Server.Housekeeping;

// Gives space that was deleted back to the file system. It runs after the tasks that delete.
internal sealed class SpaceCleanup(LivecallerDatabase database, IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate) : IHousekeepingTask
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        while (await database.HasFreeSpaceAsync(db, cancellationToken).ConfigureAwait(false))
        {
            var isSmaller = await gate.WriteAsync(own => database.ReleaseSpaceAsync(own, cancellationToken), cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!isSmaller) return;
        }
    }
}
