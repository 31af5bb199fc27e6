using Livecaller.Server.Hosting;

namespace Livecaller.Server.Search;

// Fills the search index again, for a command that no server may run beside.
internal sealed class SearchRebuild(Startup startup, IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database)
{
    /// <returns>The number of messages and visitors.</returns>
    public async Task<(int Messages, int Visitors)> RunAsync(CancellationToken cancellationToken)
    {
        await startup.StartingAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            return await database.Search.RebuildAsync(db, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await startup.StoppedAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
