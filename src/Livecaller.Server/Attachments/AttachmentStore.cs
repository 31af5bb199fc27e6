using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Images;
using Livecaller.Server.Storage;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Attachments;

internal sealed class AttachmentStore(
    DataDirectory directory, WriteGate gate, AttachmentLinks links, ImageWork images, TimeProvider time, IOptions<LivecallerServerOptions> options)
{
    public long MaxBytes => options.Value.Limits.MaxAttachmentBytes;

    public string PathOf(string id) => Path.Combine(directory.Attachments, id);

    public string ThumbnailOf(string id) => ImageWork.ThumbnailOf(PathOf(id));

    /// <summary>Returns what will be stored of a file that is about to arrive. Nothing is stored yet.</summary>
    public Outcome<AttachmentRow> Announce(VisitorRow visitor, WidgetRow widget, string givenName)
    {
        if (!AttachmentRules.TryName(givenName, widget.AcceptedExtensions, out var name, out var kind, out var problem)) return problem;
        var now = time.GetUtcNow();
        return new AttachmentRow
        {
            Id = Guid.CreateVersion7(now).ToString(),
            WidgetId = widget.Id,
            OwnerId = visitor.Id,
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

    /// <summary>Writes a file to the disk, to be kept or deleted later. A file that is too large or of another kind is removed at once.</summary>
    public async Task<Outcome<AttachmentRow>> ReceiveAsync(VisitorRow visitor, WidgetRow widget, string givenName, Stream content, CancellationToken cancellationToken)
    {
        var announced = Announce(visitor, widget, givenName);
        if (!announced.IsSuccess) return announced.Problem;
        var row = announced.Value;
        var isReceived = false;
        try
        {
            if (await WriteAsync(PathOf(row.Id), row, content, cancellationToken).ConfigureAwait(false) is { } problem) return problem;
            isReceived = true;
            return row;
        }
        finally
        {
            if (!isReceived) StorageFaults.Guard(() => Delete(row.Id));
        }
    }

    public async Task<Outcome<AttachmentPayload>> KeepAsync(AttachmentRow row, CancellationToken cancellationToken)
    {
        await FinishAsync(row).ConfigureAwait(false);
        await gate.WriteAsync(db =>
        {
            db.Attachments.Add(row);
            return Task.FromResult(true);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Outcome<AttachmentPayload>.Created(links.ToPayload(row));
    }

    /// <summary>Completes a file whose bytes have all arrived, before it is announced.</summary>
    public async Task FinishAsync(AttachmentRow row)
    {
        await images.FinishAsync(row, PathOf(row.Id)).ConfigureAwait(false);
        row.CompletedAt = time.GetUtcNow();
    }

    public void Delete(string id)
    {
        File.Delete(PathOf(id));
        File.Delete(ThumbnailOf(id));
    }

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
        StorageFaults.Guard(() => file.Flush(flushToDisk: true));
        return row.Size == 0 ? AttachmentRules.EmptyFile : Inspect(row, head.ToArray());
    }
}
