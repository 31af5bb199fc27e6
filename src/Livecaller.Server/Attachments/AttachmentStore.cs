using Livecaller.Server.Hosting;
using Livecaller.Server.Images;
using Livecaller.Server.Uploads;

namespace Livecaller.Server.Attachments;

internal sealed class AttachmentStore(
    AttachmentFiles files, UploadReservations reservations, AttachmentLinks links, ImageWork images, TimeProvider time, IOptions<LivecallerServerOptions> options)
{
    public long MaxBytes => options.Value.Limits.MaxAttachmentBytes;

    /// <summary>Returns what will be stored of a file that is about to arrive. Nothing is stored yet.</summary>
    public Outcome<AttachmentRow> Announce(Uploader from, string givenName)
    {
        if (!AttachmentRules.TryName(givenName, from.Widget.AcceptedExtensions, out var name, out var kind, out var problem)) return problem;
        var now = time.GetUtcNow();
        return new AttachmentRow
        {
            Id = Guid.CreateVersion7(now).ToString(),
            WidgetId = from.Widget.Id,
            OwnerId = from.Visitor.Id,
            Name = name,
            MimeType = kind.MimeType,
            CreatedAt = now,
        };
    }

    /// <summary>Compares a file's first bytes with what its name says.</summary>
    public static Problem? Inspect(AttachmentRow row, byte[] head)
    {
        if (!AttachmentRules.TryInspect(row.Name, head, out var mimeType, out var problem)) return problem;
        row.MimeType = mimeType;
        return null;
    }

    /// <summary>Notes duration and waveform of a recording; a problem when the file is not one.</summary>
    public static Problem? Note(AttachmentRow row, Recording recording)
    {
        if (recording.Check(row.Name, row.MimeType) is { } problem) return problem;
        (row.Duration, row.Waveform) = (recording.Duration, recording.Waveform);
        return null;
    }

    /// <summary>Reserves the length and writes a file, to be kept or discarded later; until it is kept, it is not flushed to the disk. A file that is too large or of another kind is removed at once.</summary>
    public async Task<Outcome<AttachmentRow>> ReceiveAsync(Uploader from, string givenName, long length, Stream content, CancellationToken cancellationToken)
    {
        var announced = Announce(from, givenName);
        if (!announced.IsSuccess) return announced.Problem;
        var row = announced.Value;
        await reservations.AddAsync(row, from, Math.Min(length, MaxBytes), metadata: "", cancellationToken).ConfigureAwait(false);
        var isReceived = false;
        try
        {
            if (await WriteAsync(files.PathOf(row.Id), row, content, cancellationToken).ConfigureAwait(false) is { } problem) return problem;
            isReceived = true;
            return row;
        }
        finally
        {
            if (!isReceived) await DiscardAsync(row.Id).ConfigureAwait(false);
        }
    }

    public async Task<Outcome<AttachmentPayload>> KeepAsync(AttachmentRow row, Uploader from, CancellationToken cancellationToken)
    {
        if (await FinishAsync(row, from, cancellationToken).ConfigureAwait(false) is { } problem) return problem;
        return await reservations.CompleteAsync(row, cancellationToken).ConfigureAwait(false)
            ? Outcome<AttachmentPayload>.Created(links.ToPayload(row)) : VisitorRules.NoSession;
    }

    /// <summary>Completes a file whose bytes have all arrived, before it is announced.</summary>
    /// <returns>The problem why it must not be kept; null when it is durable.</returns>
    public async Task<Problem?> FinishAsync(AttachmentRow row, Uploader from, CancellationToken cancellationToken)
    {
        var path = files.PathOf(row.Id);
        if (ImageMetadata.Knows(row.MimeType)) await files.FetchAsync(row.Id, cancellationToken).ConfigureAwait(false);
        // A file that is refused has not cost the disk anything.
        var (facts, problem) = await images.CleanAsync(row, path, from.Owner, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return problem;
        if (facts is not null) await images.PaintAsync(row, path, facts, from.Owner, cancellationToken).ConfigureAwait(false);
        await files.KeepAsync(row, cancellationToken).ConfigureAwait(false);
        row.CompletedAt = time.GetUtcNow();
        return null;
    }

    /// <summary>Removes what was received and is not kept.</summary>
    public async Task DiscardAsync(string id)
    {
        await DeleteAsync(id).ConfigureAwait(false);
        await reservations.RemoveAsync(id).ConfigureAwait(false);
    }

    public Task DeleteAsync(string id) => files.DeleteAsync(id);

    private async Task<Problem?> WriteAsync(string path, AttachmentRow row, Stream content, CancellationToken cancellationToken)
    {
        using var head = new MemoryStream();
        var file = StorageFaults.Guard(() => DataDirectory.CreateOwnerOnly(path));
        await using var fileLifetime = file.ConfigureAwait(false);
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            row.Size += read;
            if (row.Size > MaxBytes) return AttachmentRules.TooLarge(MaxBytes);
            if (head.Length < AttachmentRules.HeadBytes) head.Write(chunk, 0, read);
            await StorageFaults.GuardAsync(file.WriteAsync(chunk.AsMemory(0, read), cancellationToken)).ConfigureAwait(false);
        }
        return row.Size == 0 ? AttachmentRules.EmptyFile : Inspect(row, head.ToArray());
    }
}
