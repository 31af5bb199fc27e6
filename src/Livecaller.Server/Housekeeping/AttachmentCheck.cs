using Livecaller.Server.Attachments;
using Livecaller.Server.EventLog;

namespace Livecaller.Server.Housekeeping;

// Compares the files of attachments with the rows in the database: a process that is killed between the two leaves one without the other.
internal sealed partial class AttachmentCheck(
    AttachmentFiles files, LivecallerDatabase database, LogEpoch epoch, IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, TimeProvider time,
    ILogger<AttachmentCheck> logger) : IHousekeepingTask
{
    private const int PageSize = 500;
    private const int IdLength = 36;
    private static readonly TimeSpan SharedInterval = TimeSpan.FromDays(1);
    private bool _rowsAreChecked;
    private bool _isNewDatabase;
    private long? _filesCheckedAt;

    /// <summary>Removes files without rows at the start, when nothing is being uploaded. Files that are shared are left to <see cref="RunAsync"/>.</summary>
    public Task StartAsync(LivecallerDbContext db, bool isNewDatabase, CancellationToken cancellationToken)
    {
        _isNewDatabase = isNewDatabase;
        return files.IsShared ? Task.CompletedTask : RemoveFilesWithoutRowsAsync(db, cancellationToken);
    }

    /// <summary>Deletes the rows of attachments without files, unless a message uses them, and shared files without rows.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (files.IsShared) await CheckSharedAsync(db, cancellationToken).ConfigureAwait(false);
        // The files of other servers are on their machines.
        if (database.IsShared && !files.IsShared) return;
        // A running server deletes the row before the file, and adds it after the file: only a start can find one without the other.
        if (_rowsAreChecked) return;
        await RemoveRowsWithoutFilesAsync(db, cancellationToken).ConfigureAwait(false);
        _rowsAreChecked = true;
    }

    // Every file has a row before it is written, so one that is found without a row was left over, also while other servers store files.
    private async Task CheckSharedAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        if (_filesCheckedAt is { } last && time.GetElapsedTime(last) < SharedInterval && !files.HasLeftOvers) return;
        if (await files.BelongToAsync(epoch.Current, cancellationToken).ConfigureAwait(false))
            await RemoveFilesWithoutRowsAsync(db, cancellationToken).ConfigureAwait(false);
        else if (_filesCheckedAt is null) LogOthers(files.Location);
        _filesCheckedAt = time.GetTimestamp();
    }

    private async Task RemoveFilesWithoutRowsAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var removed = 0;
        // Files that the server did not write are left alone.
        await foreach (var page in files.NamesAsync(cancellationToken).Where(IsOurs).Chunk(PageSize).ConfigureAwait(false))
        {
            var ids = page.Select(IdOf).Distinct().ToList();
            // An upload becomes an attachment, and not the other way round.
            var uploads = await db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => u.Id).ToHashSetAsync(cancellationToken).ConfigureAwait(false);
            var complete = await db.Attachments.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToHashSetAsync(cancellationToken).ConfigureAwait(false);
            foreach (var name in page.Where(name => !IsKnown(name, uploads, complete)))
            {
                if (_isNewDatabase)
                {
                    // It is more likely that this is the wrong database than that all files are left over.
                    LogKept(files.Location);
                    return;
                }

                if (await TryDeleteAsync(name).ConfigureAwait(false)) removed++;
            }
        }

        // From now on, files are those of this database.
        _isNewDatabase = false;
        if (removed > 0) LogRemoved(removed);
    }

    private bool IsKnown(string name, HashSet<string> uploads, HashSet<string> complete)
    {
        var id = IdOf(name);
        return complete.Contains(id) && (name == id || name == AttachmentFiles.ThumbnailOf(id)) || uploads.Contains(id) && files.IsOfUpload(name, id);
    }

    private async Task RemoveRowsWithoutFilesAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var (last, lost, firstLost) = ("", 0, "");
        while (true)
        {
#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.
            var page = await db.Attachments.AsNoTracking().Where(a => string.Compare(a.Id, last) > 0).OrderBy(a => a.Id).Take(PageSize)
                .Select(a => new { a.Id, IsSent = a.MessageId != null }).ToListAsync(cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1309
            var without = await files.FindMissingAsync([.. page.Select(a => a.Id)], cancellationToken).ConfigureAwait(false);
            var missing = page.Where(a => without.Contains(a.Id)).ToList();
            var unsent = missing.Where(a => !a.IsSent).Select(a => a.Id).ToList();
            if (unsent.Count > 0)
            {
                await gate.WriteAsync(
                    own => own.Attachments.Where(a => unsent.Contains(a.Id) && a.MessageId == null).ExecuteDeleteAsync(cancellationToken),
                    cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            lost += missing.Count - unsent.Count;
            if (firstLost.Length == 0) firstLost = missing.Find(a => a.IsSent)?.Id ?? "";
            if (page.Count < PageSize) break;
            last = page[^1].Id;
        }

        if (lost > 0) LogLost(lost, firstLost);
    }

    private static bool IsOurs(string name) => name.Length >= IdLength && Guid.TryParseExact(name.AsSpan(0, IdLength), "D", out _)
        && (name.Length == IdLength || name[IdLength] == '.');

    private static string IdOf(string name) => name[..IdLength];

    private async Task<bool> TryDeleteAsync(string name)
    {
        try
        {
            await files.DeleteNameAsync(name).ConfigureAwait(false);
            return true;
        }
        catch (StorageException e)
        {
            LogNotDeleted(e, name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} files of uploads that an earlier server did not finish.")]
    private partial void LogRemoved(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is new, but there are attachments in {Location}. They are left alone.")]
    private partial void LogKept(string location);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The attachments in {Location} are those of another installation, or of this one before a restore. Files that no row names are left alone.")]
    private partial void LogOthers(string location);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} attachments of messages have lost their files, the first is {Id}.")]
    private partial void LogLost(int count, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The left-over file {Name} cannot be deleted.")]
    private partial void LogNotDeleted(Exception exception, string name);
}
