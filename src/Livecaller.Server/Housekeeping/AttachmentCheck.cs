using Livecaller.Server.Hosting;
using Livecaller.Server.Images;

namespace Livecaller.Server.Housekeeping;

// Compares the attachments on the disk with those in the database: a process that is killed between the two leaves one without the other.
internal sealed partial class AttachmentCheck(
    DataDirectory directory, IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, ILogger<AttachmentCheck> logger) : IHousekeepingTask
{
    private const int PageSize = 500;
    private const int IdLength = 36;
    private bool _rowsAreChecked;

    /// <summary>Removes files without rows. Only at the start, when nothing is being uploaded.</summary>
    public async Task RemoveFilesWithoutRowsAsync(LivecallerDbContext db, bool isNewDatabase, CancellationToken cancellationToken)
    {
        var removed = 0;
        // Files that the server did not write are left alone.
        foreach (var page in Directory.EnumerateFiles(directory.Attachments).Select(f => Path.GetFileName(f)).Where(IsOurs).Chunk(PageSize))
        {
            var ids = page.Select(IdOf).Distinct().ToList();
            var known = await db.Attachments.Where(a => ids.Contains(a.Id)).Select(a => a.Id)
                .Concat(db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => u.Id)).ToHashSetAsync(cancellationToken).ConfigureAwait(false);
            foreach (var name in page)
            {
                var id = IdOf(name);
                if (known.Contains(id) && (name == id || name == ImageWork.ThumbnailOf(id))) continue;
                if (isNewDatabase)
                {
                    // It is more likely that this is the wrong database than that all files are left over.
                    LogKept(directory.Attachments);
                    return;
                }
                if (TryDelete(name)) removed++;
            }
        }
        if (removed > 0) LogRemoved(removed);
    }

    /// <summary>Deletes the rows of attachments without files, unless a message uses them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A running server deletes the row before the file, and adds it after the file: only a start can find one without the other.
        if (_rowsAreChecked) return;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var (last, lost, firstLost) = ("", 0, "");
        while (true)
        {
#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.
            var page = await db.Attachments.AsNoTracking().Where(a => string.Compare(a.Id, last) > 0).OrderBy(a => a.Id).Take(PageSize)
                .Select(a => new { a.Id, IsSent = a.MessageId != null }).ToListAsync(cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1309
            var missing = page.Where(a => !File.Exists(Path.Combine(directory.Attachments, a.Id))).ToList();
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
        _rowsAreChecked = true;
    }

    private static bool IsOurs(string name) => name.Length >= IdLength && Guid.TryParseExact(name.AsSpan(0, IdLength), "D", out _)
        && (name.Length == IdLength || name[IdLength] == '.');

    private static string IdOf(string name) => name[..IdLength];

    private bool TryDelete(string name)
    {
        try
        {
            File.Delete(Path.Combine(directory.Attachments, name));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(e, name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} files of uploads that an earlier server did not finish.")]
    private partial void LogRemoved(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is new, but the folder of attachments {Folder} has files. They are left alone.")]
    private partial void LogKept(string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} attachments of messages have lost their files, the first is {Id}.")]
    private partial void LogLost(int count, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The left-over file {Name} cannot be deleted.")]
    private partial void LogNotDeleted(Exception exception, string name);
}
