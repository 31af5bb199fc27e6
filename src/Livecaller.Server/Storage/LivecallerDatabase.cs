using Livecaller.Server.Search;

namespace Livecaller.Server.Storage;

// The database that everything is stored in. What depends on its kind is here; everything else is EF Core and the SQL of Statements.
internal abstract class LivecallerDatabase
{
    /// <summary>The value of <c>Livecaller:Database</c> that chooses it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the servers of several machines can use it at the same time.</summary>
    public virtual bool IsShared => false;

    /// <summary>
    /// Whether writers of the same conversation are kept apart by a lock of its row. Otherwise <see cref="WriteTurns"/> alone does it, and a group can
    /// grow while it is stored.
    /// </summary>
    public virtual bool LocksRows => false;

    /// <summary>The SQL of what is done with every message.</summary>
    public virtual Statements Statements { get; } = new();

    /// <summary>Finds messages and visitors by their words.</summary>
    public abstract SearchIndex Search { get; }

    /// <summary>Chooses provider and connection of a context.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Opens the database at the start of a server and brings its schema up to date. No other server does the same until the result is disposed.</summary>
    /// <exception cref="Hosting.LivecallerStartupException">It cannot be opened, or is of a newer version.</exception>
    public abstract Task<IAsyncDisposable> OpenAsync(LivecallerDbContext db, CancellationToken cancellationToken);

    /// <summary>Lets others have the database, after everything has stopped.</summary>
    public abstract void Release();

    /// <summary>Runs at the beginning of each transaction of <see cref="WriteGate"/>: waits until no other server has one.</summary>
    public virtual Task TakeTurnAsync(LivecallerDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Locks a conversation until the end of the transaction, so that no other server appends to its log.</summary>
    public virtual Task LockConversationAsync(LivecallerDbContext db, string id, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes inside a transaction that is rolled back, to find out whether something can be stored.</summary>
    public abstract Task ProbeAsync(LivecallerDbContext db, CancellationToken cancellationToken);

    /// <summary>Saves changes, and leaves no copy of what was there before where the database keeps one.</summary>
    public virtual Task SaveErasingAsync(LivecallerDbContext db, CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);

    /// <summary>Runs in a transaction before it deletes what must not stay in the files of the database.</summary>
    public virtual Task BeginErasingAsync(LivecallerDbContext db) => Task.CompletedTask;

    /// <summary>Runs after such a transaction, outside of it.</summary>
    public virtual Task FinishErasingAsync(LivecallerDbContext db) => Task.CompletedTask;

    /// <summary>The file that <c>backup</c> and <c>restore</c> copy.</summary>
    /// <exception cref="Hosting.LivecallerStartupException">It is not a file.</exception>
    public abstract string FileOf(LivecallerDbContext db);

    /// <summary>Checks the database for <c>check</c>. The text says what was found; null when there is no database yet.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public abstract Task<string?> CheckAsync(LivecallerDbContext db, CancellationToken cancellationToken);

    /// <summary>Whether so much of the database is unused that <see cref="ReleaseSpaceAsync"/> is worth its work.</summary>
    public virtual Task<bool> HasFreeSpaceAsync(LivecallerDbContext db, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Gives a part of the unused space back to the file system, inside a transaction that is short. Returns whether there was any.</summary>
    public virtual Task<bool> ReleaseSpaceAsync(LivecallerDbContext db, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>The name of the database for messages, without secrets.</summary>
    public abstract string Describe(LivecallerDbContext db);
}
