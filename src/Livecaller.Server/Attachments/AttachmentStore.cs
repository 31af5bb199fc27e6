using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Storage;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Attachments;

internal sealed class AttachmentStore(
    DataDirectory directory, WriteGate gate, AttachmentLinks links, TimeProvider time, IOptions<LivecallerServerOptions> options)
{
    private const int HeadBytes = 64 * 1024;

    public string PathOf(string id) => Path.Combine(directory.Attachments, id);

    /// <summary>Streams a file to the disk; what turns out to be too large or of another kind is gone again.</summary>
    public async Task<Outcome<AttachmentPayload>> SaveAsync(VisitorRow visitor, WidgetRow widget, string givenName, Stream content, CancellationToken ct)
    {
        var name = FileNames.Clean(givenName);
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        if (!widget.AcceptedExtensions.Contains(extension) || FileKinds.Find(extension) is not { } kind)
            return Problems.Unsupported($"Files of the kind '{Query.Shorten(extension)}' are not accepted; accepted are {string.Join(", ", widget.AcceptedExtensions)}.");
        var now = time.GetUtcNow();
        var row = new AttachmentRow
        {
            Id = Guid.CreateVersion7(now).ToString(),
            WidgetId = widget.Id,
            OwnerId = visitor.Id,
            Name = name,
            MimeType = kind.MimeType,
            CreatedAt = now,
        };
        var path = PathOf(row.Id);
        var stored = false;
        try
        {
            if (await WriteAsync(path, row, kind, content, ct) is { } problem) return problem;
            await gate.WriteAsync(db =>
            {
                db.Attachments.Add(row);
                return Task.FromResult(true);
            }, cancellationToken: ct);
            stored = true;
            return Outcome<AttachmentPayload>.Created(links.ToPayload(row));
        }
        finally
        {
            if (!stored) File.Delete(path);
        }
    }

    private async Task<Problem?> WriteAsync(string path, AttachmentRow row, FileKind kind, Stream content, CancellationToken ct)
    {
        var max = options.Value.Limits.MaxAttachmentBytes;
        using var head = new MemoryStream();
        await using var file = DataDirectory.CreateOwnerOnly(path);
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(chunk, ct)) > 0)
        {
            row.Size += read;
            if (row.Size > max) return TooLarge(max);
            if (head.Length < HeadBytes) head.Write(chunk, 0, read);
            await file.WriteAsync(chunk.AsMemory(0, read), ct);
        }
        file.Flush(flushToDisk: true);
        if (row.Size == 0) return Problems.Invalid("file", "The file is empty.");
        var start = head.ToArray();
        if (!kind.Fits(start)) return Problems.Unsupported($"The bytes of '{row.Name}' are not of the kind that its name says ({kind.MimeType}).");
        if (PictureSize.Read(kind.MimeType, start) is { Width: > 0, Height: > 0 } size) (row.Width, row.Height) = size;
        return null;
    }

    public static Problem TooLarge(long max) => Problems.TooLarge($"The file is larger than the {max} bytes that are accepted.");
}
