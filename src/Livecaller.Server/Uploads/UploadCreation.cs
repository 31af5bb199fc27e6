using Livecaller.Server.Attachments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Microsoft.AspNetCore.Http.Features;

namespace Livecaller.Server.Uploads;

// The tus creation request: it reserves an upload, and can carry its first bytes.
internal sealed class UploadCreation(
    UploadStore uploads, UploadLocks locks, AttachmentLinks links, ServerAddress address, RateGate rates, IOptions<LivecallerServerOptions> options)
{
    public async Task<IResult> CreateAsync(HttpContext http)
    {
        var request = http.Request;
        rates.Take("upload", http.Visitor().Id, options.Value.Limits.UploadsPerMinute);
        if (request.Headers.ContainsKey(Tus.DeferLength))
            return Tus.DeferredLength.ToResult();
        var hasBytes = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        if (hasBytes) Tus.RequireChunk(request.ContentType);
        var length = Tus.Bytes(Tus.Length, request.Headers[Tus.Length]);
        var checksum = UploadChecksum.Read(request.Headers[Tus.Checksum].ToString());
        var metadata = request.Headers[Tus.Metadata].ToString();
        var created = await uploads.CreateAsync(
            Uploader.Of(http), UploadMetadata.Read(metadata), metadata, length, http.RequestAborted).ConfigureAwait(false);
        if (!created.IsSuccess) return created.Problem.ToResult();
        if (!hasBytes) return Answer(http, created.Value);

        using var hold = locks.TryTake(created.Value.Attachment.OwnerId, created.Value.Attachment.Id)!;
        var isKept = false;
        try
        {
            var appended = await UploadAppending.AppendAsync(http, uploads, created.Value, hold, checksum).ConfigureAwait(false);
            isKept = appended.IsSuccess;
            return appended.IsSuccess ? Answer(http, appended.Value) : appended.Problem.ToResult();
        }
        finally
        {
            // The client was not told the address, so it could not resume the upload.
            if (!isKept) await uploads.RemoveAsync(created.Value).ConfigureAwait(false);
        }
    }

    private IResult Answer(HttpContext http, Upload upload)
    {
        upload.WriteTo(http.Response);
        // Without scheme and host: the client resolves it against the address that it used, whatever proxies are in between.
        http.Response.Headers.Location = address.PathOf(http.Request, $"/v1/widget/attachments/{upload.Attachment.Id}");
        return Outcome<AttachmentPayload>.Created(links.ToPayload(upload.Attachment)).ToData();
    }
}
