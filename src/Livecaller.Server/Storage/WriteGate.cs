using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Storage;

// SQLite has one writer at a time. Waiting here in order is cheaper and fairer than its busy handler.
internal sealed class WriteGate(IDbContextFactory<LivecallerDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Runs <paramref name="work"/> in a transaction. Nothing is stored where <paramref name="keep"/> says so; <paramref name="committed"/> runs before the next writer.</summary>
    public async Task<T> WriteAsync<T>(
        Func<LivecallerDbContext, Task<T>> work, Func<bool>? keep = null, Action? committed = null,
        CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            // BEGIN IMMEDIATE: what is read here cannot be changed by another process before it is written.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db);
            if (keep?.Invoke() == false) return result;
            // A caller who hangs up now must not leave it open whether the work was done.
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            committed?.Invoke();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
