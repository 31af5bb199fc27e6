using Microsoft.AspNetCore.Http.Features;

namespace Livecaller.Server.Uploads;

// Appends the body of a request to an upload. The caller holds the upload's lock.
internal static class UploadAppending
{
    public static async Task<Outcome<Upload>> AppendAsync(
        HttpContext http, UploadStore uploads, Upload upload, UploadLocks.Hold hold, UploadChecksum? checksum)
    {
        var tooLong = Tus.TooLong(upload.Missing, upload.Attachment.Size);
        if (http.Request.ContentLength > upload.Missing) return tooLong;
        if (upload.IsComplete) return upload;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        var (end, appended) = await uploads.AppendAsync(
            upload, Uploader.Of(http), http.Request.Body, hold, checksum, http.RequestAborted).ConfigureAwait(false);
        return end switch
        {
            ChunkEnd.TooLong => tooLong,
            ChunkEnd.Corrupt => Tus.WrongChecksum,
            ChunkEnd.Broken when hold.Ended.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested => Problems.Conflict("Another call asked how far the upload has come."),
            ChunkEnd.Broken => Problems.Of(400, "Bad request", "The body was interrupted, or arrived too slowly."),
            _ => appended,
        };
    }
}
