using System.Security.Cryptography;
using Livecaller.Realtime;
using Microsoft.AspNetCore.WebUtilities;

namespace Livecaller.Server.EventLog;

// The epoch of all logs: an opaque text that belongs to the database. When acknowledged events were lost, it has to be another one, so that clients
// don't take the sequences that they have seen for those that are given now. It is read at the start and by EpochWatch, not for each answer.
internal sealed class LogEpoch(IDbContextFactory<LivecallerDbContext> contexts) : IConnectionWelcome
{
    private volatile string? _current;

    /// <summary>The epoch that was read last.</summary>
    public string Current => _current ?? throw new InvalidOperationException("The epoch has not been read.");

    /// <summary>Reads the epoch, and creates one for a database that has none: a new one, or a backup that was restored.</summary>
    /// <returns>Whether it is another one than before.</returns>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(db, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            db.Installation.Add(new() { Epoch = NewText() });
            try
            {
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException) when (db.Installation.AsNoTracking().Any())
            {
                // Another node has created it at the same time.
            }

            found = await FindAsync(db, cancellationToken).ConfigureAwait(false);
        }

        var before = _current;
        _current = found;
        return before is not null && before != found;
    }

    /// <summary>Replaces the epoch in the database. Nodes that run notice it.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var renewed = NewText();
        var rows = await db.Installation.ExecuteUpdateAsync(i => i.SetProperty(r => r.Epoch, renewed), cancellationToken).ConfigureAwait(false);
        if (rows == 0) await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public IReadOnlyDictionary<string, string> GetMembers() => new Dictionary<string, string> { ["epoch"] = Current };

    private static Task<string?> FindAsync(LivecallerDbContext db, CancellationToken cancellationToken) =>
        db.Installation.AsNoTracking().Select(i => i.Epoch).SingleOrDefaultAsync(cancellationToken);

    // Letters that stand in JSON as they are.
    private static string NewText() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(12));
}
