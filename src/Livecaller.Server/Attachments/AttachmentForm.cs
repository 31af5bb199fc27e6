using System.Text;
using Livecaller.Protocol;
using Livecaller.Server.Http;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Livecaller.Server.Attachments;

// A form with one file, and what is said of it in fields, in whichever order they come.
internal static class AttachmentForm
{
    public static async Task<Outcome<AttachmentPayload>> SaveAsync(HttpContext http, AttachmentStore store, string boundary)
    {
        var ct = http.RequestAborted;
        AttachmentRow? row = null;
        var isKept = false;
        try
        {
            string? duration = null, waveform = null;
            var reader = new MultipartReader(boundary, http.Request.Body);
            while (await reader.ReadNextSectionAsync(ct).ConfigureAwait(false) is { } section)
            {
                if (row is null && section.AsFileSection() is { FileStream: { } content } file)
                {
                    var received = await store.ReceiveAsync(http.Visitor(), http.Widget(), file.FileName, content, ct).ConfigureAwait(false);
                    if (!received.IsSuccess) return received.Problem;
                    row = received.Value;
                }
                else if (section.AsFormDataSection() is { Name: Recording.DurationKey or Recording.WaveformKey } field)
                {
                    var text = await ReadAsync(section.Body, ct).ConfigureAwait(false);
                    if (field.Name == Recording.DurationKey) duration = text;
                    else waveform = text;
                }
            }
            if (row is null) return AttachmentRules.NoFile;
            if (!Recording.TryRead(duration, waveform, out var recording, out var unreadable)) return unreadable;
            if (AttachmentStore.Note(row, recording) is { } problem) return problem;
            var kept = await store.KeepAsync(row, ct).ConfigureAwait(false);
            isKept = true;
            return kept;
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return AttachmentRules.UnreadableForm;
        }
        finally
        {
            if (row is not null && !isKept) StorageFaults.Guard(() => store.Delete(row.Id));
        }
    }

    // One character more than is taken shows that there are too many.
    private static async Task<string> ReadAsync(Stream body, CancellationToken ct)
    {
        var bytes = new byte[Recording.MaxText + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
