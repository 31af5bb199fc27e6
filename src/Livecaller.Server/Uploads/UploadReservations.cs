using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Uploads;

// An upload is stored with its whole length before its first byte arrives, so that uploads at the same time cannot exceed a limit together.
// That of a form is one too; its metadata is empty, and it ends with the call, or with the next start.
internal sealed class UploadReservations(WriteGate gate, UploadQuota quota, ServerKeys keys, IOptions<LivecallerServerOptions> options)
{
    private const int RetryAfterSeconds = 60;

    /// <exception cref="RetryLaterException">A limit is reached.</exception>
    public Task<UploadRow> AddAsync(AttachmentRow file, Uploader from, long length, string metadata, CancellationToken cancellationToken)
    {
        // Two addresses can be compared, and neither can be read.
        file.UploadedFrom = keys.Sign("address", from.Address);
        var row = new UploadRow
        {
            Id = file.Id,
            WidgetId = file.WidgetId,
            OwnerId = file.OwnerId,
            Name = file.Name,
            MimeType = file.MimeType,
            Length = length,
            Metadata = metadata,
            UploadedFrom = file.UploadedFrom,
            CreatedAt = file.CreatedAt,
            ExpiresAt = file.CreatedAt + Tus.Lifetime,
        };
        var most = options.Value.Limits.MaxUnfinishedUploads;
        return gate.WriteAsync(async db =>
        {
            // Erased since the call began.
            if (!await db.Visitors.AnyAsync(v => v.Id == row.OwnerId).ConfigureAwait(false)) throw new ProblemException(VisitorRules.NoSession);
            if (await db.Uploads.CountAsync(u => u.OwnerId == row.OwnerId && u.ExpiresAt > row.CreatedAt).ConfigureAwait(false) >= most)
                throw new RetryLaterException(Tus.TooManyUnfinished(most), RetryAfterSeconds);
            await quota.RequireAsync(db, row).ConfigureAwait(false);
            db.Uploads.Add(row);
            return row;
        }, cancellationToken: cancellationToken);
    }

    /// <summary>Replaces an upload with the attachment that it has become. False when there is no such upload any more: the visitor was erased meanwhile.</summary>
    public Task<bool> CompleteAsync(AttachmentRow file, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        if (await db.Uploads.Where(u => u.Id == file.Id).ExecuteDeleteAsync().ConfigureAwait(false) == 0) return false;
        db.Attachments.Add(file);
        return true;
    }, cancellationToken: cancellationToken);

    public Task RemoveAsync(string id) => gate.WriteAsync(db => db.Uploads.Where(u => u.Id == id).ExecuteDeleteAsync());

    /// <summary>Removes what forms have left behind when the process was killed. Only at the start.</summary>
    public static Task RemoveFormsAsync(LivecallerDbContext db, CancellationToken cancellationToken) =>
        db.Uploads.Where(u => u.Metadata == "").ExecuteDeleteAsync(cancellationToken);
}
