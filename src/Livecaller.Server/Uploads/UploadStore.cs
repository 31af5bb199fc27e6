using Livecaller.Server.Attachments;

namespace Livecaller.Server.Uploads;

// Uploads, from their creation to the attachment that they become. The caller holds the upload's lock, except in CreateAsync.
internal sealed class UploadStore(
    AttachmentStore attachments, AttachmentFiles files, UploadReservations reservations, IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, TimeProvider time)
{
    public async Task<Outcome<Upload>> CreateAsync(Uploader from, UploadMetadata said, string metadata, long length, CancellationToken cancellationToken)
    {
        if (length == 0) return Tus.EmptyFile;
        if (length > attachments.MaxBytes) return AttachmentRules.TooLarge(attachments.MaxBytes);
        var announced = attachments.Announce(from, said.FileName);
        if (!announced.IsSuccess) return announced.Problem;
        var file = announced.Value;
        if (AttachmentStore.Note(file, said.Recording) is { } problem) return problem;
        return Upload.Of(await reservations.AddAsync(file, from, length, metadata, cancellationToken).ConfigureAwait(false), 0);
    }

    /// <summary>Returns the visitor's upload; 404 when there is none, 410 when it has expired.</summary>
    public async Task<Outcome<Upload>> FindAsync(Uploader from, string id, CancellationToken cancellationToken)
    {
        var (visitor, widget) = (from.Visitor.Id, from.Widget.Id);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (await db.Uploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.OwnerId == visitor && u.WidgetId == widget, cancellationToken).ConfigureAwait(false) is { } row)
        {
            return row.ExpiresAt > time.GetUtcNow() ? await SettleAsync(Upload.Of(row, 0), from, files.OfUpload(id), cancellationToken).ConfigureAwait(false)
                : Tus.Expired;
        }

        var complete = await db.Attachments.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == id && a.OwnerId == visitor && a.WidgetId == widget, cancellationToken).ConfigureAwait(false);
        return complete is null ? Problems.NotFound("attachment") : Upload.Of(complete);
    }

    public async Task<(ChunkEnd End, Outcome<Upload> Upload)> AppendAsync(
        Upload upload, Uploader from, Stream body, UploadLocks.Hold hold, UploadChecksum? checksum, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, hold.Ended);
        var file = files.OfUpload(upload.Attachment.Id);
        var end = checksum is null ? await file.AppendAsync(body, upload.Missing, either.Token).ConfigureAwait(false)
            : await file.AppendAsync(body, upload.Missing, checksum, either.Token).ConfigureAwait(false);
        return (end, await SettleAsync(upload, from, file, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Removes an upload, finished or not; 409 when a message has it.</summary>
    public async Task<Outcome<bool>> RemoveAsync(Upload upload)
    {
        var id = upload.Attachment.Id;
        if (!upload.IsComplete)
        {
            // The file first: if this is interrupted, an upload without bytes remains, which expires.
            await files.OfUpload(id).DeleteAsync().ConfigureAwait(false);
            await reservations.RemoveAsync(id).ConfigureAwait(false);
            return true;
        }
        if (await gate.WriteAsync(db => db.Attachments.Where(a => a.Id == id && a.MessageId == null).ExecuteDeleteAsync()).ConfigureAwait(false) == 0)
            return Tus.Sent;
        await files.DeleteAsync(id).ConfigureAwait(false);
        return true;
    }

    // Compares with what has arrived, and makes it durable. After a crash, all bytes can be there while the attachment has not been created yet.
    private async Task<Outcome<Upload>> SettleAsync(Upload upload, Uploader from, UploadFile file, CancellationToken cancellationToken)
    {
        var row = upload.Attachment;
        upload = upload with { Offset = await file.LengthAsync(cancellationToken).ConfigureAwait(false) };
        if (upload.Offset < Math.Min(AttachmentRules.MarkBytes, row.Size))
        {
            await file.FlushAsync().ConfigureAwait(false);
            return upload;
        }

        if (upload.Missing == 0) await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
        if (await file.HeadAsync(AttachmentRules.HeadBytes).ConfigureAwait(false) is { } head && AttachmentStore.Inspect(row, head) is { } problem)
        {
            await RemoveAsync(upload).ConfigureAwait(false);
            return problem;
        }
        if (upload.Missing > 0)
        {
            await file.FlushAsync().ConfigureAwait(false);
            return upload;
        }

        if (await attachments.FinishAsync(row, from, cancellationToken).ConfigureAwait(false) is { } refused)
        {
            await RemoveAsync(upload).ConfigureAwait(false);
            return refused;
        }

        if (await reservations.CompleteAsync(row, cancellationToken).ConfigureAwait(false)) return Upload.Of(row);
        await files.DeleteAsync(row.Id).ConfigureAwait(false);
        return VisitorRules.NoSession;
    }
}
