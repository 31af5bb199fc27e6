namespace Livecaller.Server.Housekeeping;

// Deletes the old identity secrets of widgets that are not accepted any more.
internal sealed class OldSecretCleanup(IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, TimeProvider time) : IHousekeepingTask
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Widgets.AnyAsync(w => w.OldJwtSecretUntil <= now, cancellationToken).ConfigureAwait(false)) return;
        await gate.WriteAsync(
            own => own.Widgets.Where(w => w.OldJwtSecretUntil <= now).ExecuteUpdateAsync(
                w => w.SetProperty(r => r.OldJwtSecret, (string?)null).SetProperty(r => r.OldJwtSecretUntil, (DateTimeOffset?)null), cancellationToken),
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
