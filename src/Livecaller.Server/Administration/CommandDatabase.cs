using System.Data.Common;
using Livecaller.Server.Hosting;

namespace Livecaller.Server.Administration;

// Opens the data for a command. The schema is changed by servers only.
internal sealed class CommandDatabase(DataDirectory directory, ServerKeys keys, LivecallerDbContext db)
{
    /// <summary>What is said about a database with migrations that this version doesn't have.</summary>
    public const string Newer = "The database is from a newer version of Livecaller. Use that version.";

    /// <exception cref="LivecallerStartupException">It cannot be opened, or is of another version.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if ((directory.Fault ?? keys.Fault) is { } fault) throw fault;
        try
        {
            if (FaultOf(await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false), db.Database.GetMigrations()) is { } version)
                throw new LivecallerStartupException(version);
        }
        catch (DbException e)
        {
            throw new LivecallerStartupException($"The database cannot be opened: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Says why a database doesn't fit this version; null when it does.</summary>
    public static string? FaultOf(IEnumerable<string> applied, IEnumerable<string> known)
    {
        var (has, needs) = (applied.ToHashSet(), known.ToList());
        if (has.Except(needs).Any()) return Newer;
        return needs.TrueForAll(has.Contains) ? null : "The database is from an earlier version of Livecaller: start the server once, which upgrades it.";
    }
}
