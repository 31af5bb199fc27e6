namespace Livecaller.Server.Storage;

// One transaction at a time. Waiting here in turns is cheaper and fairer than in the database.
internal sealed class WriteGate(IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database, WriteTurns turns, TimeProvider time)
{
    /// <summary>How long a writer waits for its turn: longer than for a lock that another process holds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/> in a transaction. Nothing is stored where <paramref name="keep"/> says so; <paramref name="committed"/> runs before the next writer.</summary>
    /// <exception cref="StorageBusyException">Other writers took too long.</exception>
    public async Task<T> WriteAsync<T>(
        Func<LivecallerDbContext, Task<T>> work, Func<bool>? keep = null, Action? committed = null,
        CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using var dbLifetime = db.ConfigureAwait(false);
            // What is read here cannot be changed by another process before it is written. SQLite: BEGIN IMMEDIATE.
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var transactionLifetime = transaction.ConfigureAwait(false);
            await database.TakeTurnAsync(db, cancellationToken).ConfigureAwait(false);
            var result = await work(db).ConfigureAwait(false);
            if (keep?.Invoke() == false) return result;
            // A client that disconnects now must not leave it open whether the work was done.
            await db.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            committed?.Invoke();
            return result;
        }
        finally
        {
            turns.Release();
        }
    }

    // Writers that wait without a limit would still be waiting long after their callers have gone.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await turns.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageBusyException();
        }
    }
}
