using Livecaller.Server.Attachments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Uploads;

// One upload (https://tus.io/protocols/resumable-upload), and the attachment that it has become.
internal static class UploadEndpoints
{
    public static void MapUploads(this RouteGroupBuilder group)
    {
        group.MapMethods("/{id}", [HttpMethods.Head], OffsetAsync).Produces(200)
            .WithTusHeaders().WithSummary("How many bytes of an upload have come: Upload-Offset of Upload-Length.");
        group.MapPatch("/{id}", AppendAsync).Produces(204).TakesBytes(Tus.ChunkType).WithTusHeaders()
            .TakesHeader(Tus.Offset, "The first byte that the body brings.", isRequired: true)
            .TakesHeader(Tus.Checksum, $"What the body adds up to: {UploadChecksum.Algorithms}, a space, the digest in base64.")
            .WithSummary("Brings more bytes of an upload.");
        group.MapDelete("/{id}", RemoveAsync).Produces(204).WithTusHeaders().WithSummary("Gives up an upload, or an attachment that was not sent.");
        group.MapPost("/{id}", OverrideAsync).ExcludeFromDescription();
        group.MapGet("/{id}", GetAsync).Produces<DataEnvelope<AttachmentPayload>>().WithSummary("An attachment, once all of it has come.");
    }

    /// <summary>What the server offers, and the preflight of a page: both are OPTIONS.</summary>
    public static void MapUploadOptions(this RouteGroupBuilder widget) =>
        widget.MapMethods("/attachments", [HttpMethods.Options], async (HttpContext http, LivecallerDbContext db, AttachmentStore store, ServerAddress address) =>
        {
            var headers = http.Response.Headers;
            headers[Tus.Resumable] = headers[Tus.VersionHeader] = Tus.Version;
            headers[Tus.ExtensionHeader] = Tus.Extensions;
            headers[Tus.MaxSize] = store.MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture);
            headers[Tus.ChecksumAlgorithms] = UploadChecksum.Algorithms;
            return http.Request.Headers.Origin.Count == 0 ? TypedResults.NoContent() : await Fallbacks.PreflightAsync(http, db, address).ConfigureAwait(false);
        }).Produces(204).WithSummary("What the server offers of tus, in its headers.");

    private static async Task<IResult> OffsetAsync(HttpContext http, UploadStore uploads, UploadLocks locks, string id)
    {
        using var hold = await locks.TakeAsync(http.Visitor().Id, id, http.RequestAborted).ConfigureAwait(false);
        var found = await uploads.FindAsync(Uploader.Of(http), id, http.RequestAborted).ConfigureAwait(false);
        if (!found.IsSuccess) return found.Problem.ToResult();
        found.Value.WriteTo(http.Response);
        http.Response.Headers[Tus.Length] = found.Value.Attachment.Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (found.Value.Attachment.UploadMetadata is { } metadata) http.Response.Headers[Tus.Metadata] = metadata;
        return TypedResults.Ok();
    }

    private static async Task<IResult> AppendAsync(
        HttpContext http, UploadStore uploads, UploadLocks locks, UploadQuota quota, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("chunk", http.Visitor().Id, options.Value.Limits.UploadChunksPerMinute);
        Tus.RequireChunk(http.Request.ContentType);
        var offset = Tus.Bytes(Tus.Offset, http.Request.Headers[Tus.Offset]);
        var checksum = UploadChecksum.Read(http.Request.Headers[Tus.Checksum].ToString());
        using var hold = locks.TryTake(http.Visitor().Id, id);
        if (hold is null) return Problems.Of(423, "Locked", "Another call is bringing bytes of this upload.").ToResult();
        var found = await uploads.FindAsync(Uploader.Of(http), id, http.RequestAborted).ConfigureAwait(false);
        if (!found.IsSuccess) return found.Problem.ToResult();
        var upload = found.Value;
        if (offset != upload.Offset)
        {
            upload.WriteTo(http.Response);
            return Tus.WrongOffset(upload.Offset, offset).ToResult();
        }
        if (!upload.IsComplete) quota.RequireSpace(upload.Missing);
        var appended = await UploadAppending.AppendAsync(http, uploads, upload, hold, checksum).ConfigureAwait(false);
        if (!appended.IsSuccess) return appended.Problem.ToResult();
        appended.Value.WriteTo(http.Response);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, UploadStore uploads, UploadLocks locks, string id)
    {
        using var hold = await locks.TakeAsync(http.Visitor().Id, id, http.RequestAborted).ConfigureAwait(false);
        var found = await uploads.FindAsync(Uploader.Of(http), id, http.RequestAborted).ConfigureAwait(false);
        return found.IsSuccess ? (await uploads.RemoveAsync(found.Value).ConfigureAwait(false)).ToNoContent() : found.Problem.ToResult();
    }

    // For clients that can send GET and POST only.
    private static Task<IResult> OverrideAsync(
        HttpContext http, UploadStore uploads, UploadLocks locks, UploadQuota quota, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        var method = http.Request.Headers[Tus.MethodOverride].ToString();
        if (HttpMethods.IsPatch(method)) return AppendAsync(http, uploads, locks, quota, rates, options, id);
        if (HttpMethods.IsHead(method)) return OffsetAsync(http, uploads, locks, id);
        if (HttpMethods.IsDelete(method)) return RemoveAsync(http, uploads, locks, id);
        http.Response.Headers.Allow = "DELETE, GET, HEAD, PATCH";
        return Task.FromResult(Problems.WrongMethod(["DELETE", "GET", "HEAD", "PATCH"], method.Length == 0 ? "POST" : method).ToResult());
    }

    private static async Task<IResult> GetAsync(HttpContext http, UploadStore uploads, UploadLocks locks, AttachmentLinks links, string id)
    {
        using var hold = locks.TryTake(http.Visitor().Id, id);
        if (hold is null) return Tus.Incomplete("more are coming now").ToResult();
        var found = await uploads.FindAsync(Uploader.Of(http), id, http.RequestAborted).ConfigureAwait(false);
        if (!found.IsSuccess) return found.Problem.ToResult();
        if (!found.Value.IsComplete) return Tus.Incomplete(found.Value.Offset, found.Value.Attachment.Size).ToResult();
        return Outcome<AttachmentPayload>.Found(links.ToPayload(found.Value.Attachment)).ToData();
    }

    private static RouteHandlerBuilder WithTusHeaders(this RouteHandlerBuilder endpoint) =>
        endpoint.TakesHeader(Tus.Resumable, $"The version of the protocol: {Tus.Version}.", isRequired: true);
}
