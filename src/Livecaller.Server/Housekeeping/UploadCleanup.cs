using Livecaller.Server.Attachments;
using Livecaller.Server.Uploads;

namespace Livecaller.Server.Housekeeping;

// Removes uploads that were not finished in time, and attachments that were not sent in time. A file that cannot be
// deleted is logged once and tried again each time, and does not prevent others from being removed.
internal sealed partial class UploadCleanup(
    UploadStore uploads, AttachmentStore attachments, UploadLocks locks, IDbContextFactory<LivecallerDbContext> contexts, TimeProvider time,
    ILogger<UploadCleanup> logger) : IHousekeepingTask
{
    private const int PageSize = 200;
    private readonly HashSet<string> _logged = [];
    private readonly HashSet<string> _filesWithoutRow = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _filesWithoutRow.ToList())
            if (await TryAsync(id, () => DeleteFilesAsync(id)).ConfigureAwait(false)) _filesWithoutRow.Remove(id);

        var now = time.GetUtcNow();
        var longAgo = now - Tus.Lifetime;
        await RemoveAsync(
            db => db.Uploads.Where(u => u.ExpiresAt <= now).OrderBy(u => u.Id), u => (u.OwnerId, u.Id),
            // The file goes first, so that the row is there as long as the file is.
            u => TryAsync(u.Id, () => uploads.RemoveAsync(Upload.Of(u, 0))), cancellationToken).ConfigureAwait(false);
        await RemoveAsync(
            db => db.Attachments.Where(a => a.MessageId == null && a.CompletedAt <= longAgo).OrderBy(a => a.Id), a => (a.OwnerId, a.Id),
            async a =>
            {
                if (!await TryAsync(a.Id, () => uploads.RemoveAsync(Upload.Of(a))).ConfigureAwait(false)) _filesWithoutRow.Add(a.Id);
                return true;
            }, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync<T>(
        Func<LivecallerDbContext, IOrderedQueryable<T>> query, Func<T, (string Owner, string Id)> key, Func<T, Task<bool>> remove,
        CancellationToken cancellationToken) where T : class
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var (kept, isLast) = (0, false);
        while (!isLast)
        {
            var page = await query(db).AsNoTracking().Skip(kept).Take(PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // An upload that is in use is removed the next time. A message that uses it now is either first, or does not find it.
                using var hold = locks.TryTake(key(row).Owner, key(row).Id);
                if (hold is null || !await remove(row).ConfigureAwait(false)) kept++;
            }
            isLast = page.Count < PageSize;
        }
    }

    private async Task<bool> DeleteFilesAsync(string id)
    {
        await attachments.DeleteAsync(id).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> TryAsync<T>(string id, Func<Task<T>> remove)
    {
        try
        {
            await remove().ConfigureAwait(false);
            _logged.Remove(id);
            return true;
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            if (_logged.Add(id)) LogNotDeleted(e, id);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of the upload {Id} cannot be deleted. It is tried again with each cleanup.")]
    private partial void LogNotDeleted(Exception exception, string id);
}
