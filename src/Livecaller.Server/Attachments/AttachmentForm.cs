using System.Text;
using Livecaller.Server.Uploads;
using Microsoft.AspNetCore.WebUtilities;

namespace Livecaller.Server.Attachments;

// A form with one file and fields that describe it, in any order.
internal static class AttachmentForm
{
    public static async Task<Outcome<AttachmentPayload>> SaveAsync(HttpContext http, AttachmentStore store, string boundary)
    {
        var cancellationToken = http.RequestAborted;
        var from = Uploader.Of(http);
        AttachmentRow? row = null;
        var isKept = false;
        try
        {
            string? duration = null, waveform = null;
            var reader = new MultipartReader(boundary, http.Request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
            {
                if (row is null && section.AsFileSection() is { FileStream: { } content } file)
                {
                    var received = await store.ReceiveAsync(
                        from, file.FileName, http.Request.ContentLength ?? store.MaxBytes, content, cancellationToken).ConfigureAwait(false);
                    if (!received.IsSuccess) return received.Problem;
                    row = received.Value;
                }
                else if (section.AsFormDataSection() is { Name: Recording.DurationKey or Recording.WaveformKey } field)
                {
                    var text = await ReadAsync(section.Body, cancellationToken).ConfigureAwait(false);
                    if (field.Name == Recording.DurationKey) duration = text;
                    else waveform = text;
                }
            }
            if (row is null) return AttachmentRules.NoFile;
            if (!Recording.TryRead(duration, waveform, out var recording, out var unreadable)) return unreadable;
            if (AttachmentStore.Note(row, recording) is { } problem) return problem;
            var kept = await store.KeepAsync(row, from, cancellationToken).ConfigureAwait(false);
            isKept = kept.IsSuccess;
            return kept;
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return AttachmentRules.UnreadableForm;
        }
        finally
        {
            if (row is not null && !isKept) await store.DiscardAsync(row.Id).ConfigureAwait(false);
        }
    }

    // One character more than is accepted shows that there are too many.
    private static async Task<string> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[Recording.MaxText + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
