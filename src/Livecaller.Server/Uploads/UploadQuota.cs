using System.Globalization;
using System.Linq.Expressions;
using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Uploads;

/// <summary>
/// How many bytes can be stored. What counts are the rows of attachments and of uploads, which are reserved with their whole length, so that a
/// restart changes nothing.
/// </summary>
internal sealed partial class UploadQuota(DiskSpace disk, TimeProvider time, IOptions<LivecallerServerOptions> options, ILogger<UploadQuota> logger)
{
    private const int RetryAfterSeconds = 60;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // What was deleted in the meantime still counts until then.
    private static readonly TimeSpan RecountInterval = TimeSpan.FromMinutes(1);

    private long _stored;
    private long? _countedAt;
    private bool _refuses;

    /// <summary>Checks an upload that is about to be added. Runs in a write transaction, of which there is one at a time.</summary>
    /// <exception cref="RetryLaterException">429: the visitor or the address has had enough today; 507: the server has.</exception>
    public async Task RequireAsync(LivecallerDbContext db, UploadRow row)
    {
        var (limits, since) = (options.Value.Limits, row.CreatedAt - Day);
        await RequireShareAsync(db, "You", limits.UploadBytesPerDay, row,
            a => a.OwnerId == row.OwnerId && a.CreatedAt > since, u => u.OwnerId == row.OwnerId && u.CreatedAt > since).ConfigureAwait(false);
        await RequireShareAsync(db, "Visitors at your address", limits.UploadBytesPerAddressAndDay, row,
            a => a.UploadedFrom == row.UploadedFrom && a.CreatedAt > since, u => u.UploadedFrom == row.UploadedFrom && u.CreatedAt > since).ConfigureAwait(false);
        if (_countedAt is not { } counted || time.GetElapsedTime(counted) >= RecountInterval) await CountAsync(db).ConfigureAwait(false);
        Require(_stored + row.Length <= limits.MaxStoredBytes, "The server stores as many files as it is allowed to. Try again later.");
        RequireSpace(await db.Uploads.SumAsync(u => u.Length).ConfigureAwait(false) + row.Length);
        _stored += row.Length;
    }

    /// <summary>Checks the free space of the disk before bytes arrive.</summary>
    /// <exception cref="RetryLaterException">507: there is too little.</exception>
    public void RequireSpace(long bytes) =>
        Require(disk.Available - bytes >= options.Value.Limits.MinFreeDiskBytes, "The server's disk has too little free space for more files. Try again later.");

    private async Task CountAsync(LivecallerDbContext db)
    {
        _stored = await db.Attachments.SumAsync(a => a.Size).ConfigureAwait(false) + await db.Uploads.SumAsync(u => u.Length).ConfigureAwait(false);
        _countedAt = time.GetTimestamp();
    }

    private static async Task RequireShareAsync(
        LivecallerDbContext db, string who, long most, UploadRow row, Expression<Func<AttachmentRow, bool>> isAttachment, Expression<Func<UploadRow, bool>> isUpload)
    {
        var (attachments, uploads) = (db.Attachments.Where(isAttachment), db.Uploads.Where(isUpload));
        var used = await attachments.SumAsync(a => a.Size).ConfigureAwait(false) + await uploads.SumAsync(u => u.Length).ConfigureAwait(false);
        if (used + row.Length <= most) return;
        var oldest = await attachments.Select(a => a.CreatedAt).Concat(uploads.Select(u => u.CreatedAt)).OrderBy(at => at).FirstOrDefaultAsync().ConfigureAwait(false);
        // The file alone can be larger than the limit.
        var wait = used == 0 ? Day : oldest + Day - row.CreatedAt;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{who} can upload {most} bytes in a day, and have uploaded {used}. Try again in {Math.Ceiling(wait.TotalHours):0} h.");
        throw new RetryLaterException(Problems.TooMany(detail), (int)Math.Ceiling(wait.TotalSeconds));
    }

    private void Require(bool isFree, string reason)
    {
        if (isFree == _refuses)
        {
            // Logged when it begins, and not for each file.
            _refuses = !isFree;
            if (_refuses) LogRefusing(reason);
        }

        if (!isFree) throw new RetryLaterException(Problems.NoStorage(reason), RetryAfterSeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Uploads are refused with the reason '{Reason}'.")]
    private partial void LogRefusing(string reason);
}
