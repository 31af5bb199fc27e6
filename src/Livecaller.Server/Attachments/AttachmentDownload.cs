using Livecaller.Server.Http;
using Livecaller.Server.Images;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.Attachments;

// Files by their signed links. Uploaded content must not run on this origin: no sniffing, no scripts, and only known kinds are shown inline.
internal static class AttachmentDownload
{
    public static void MapDownload(this RouteGroupBuilder group)
    {
        group.MapGet("/attachments/{id}", FileAsync).AllowHead().Produces(200).WithSummary("A file, by its signed link.");
        group.MapGet("/attachments/{id}/thumbnail", ThumbnailAsync).AllowHead().Produces(200).WithSummary("A small picture of a picture, by its signed link.");
    }

    private static async Task<IResult> FileAsync(HttpContext http, LivecallerDbContext db, AttachmentFiles files, AttachmentLinks links, string id)
    {
        if (!links.IsValid(id, http.Request.Query["expires"], http.Request.Query["signature"])) return AttachmentRules.NotSigned.ToResult();
        if (await db.Attachments.FindAsync([id], http.RequestAborted).ConfigureAwait(false) is not { } row
            || await files.DownloadAsync(http.Request, id, row.MimeType).ConfigureAwait(false) is not { } file)
        {
            return Problems.NotFound("attachment").ToResult();
        }

        Guard(http.Response.Headers);
        var disposition = new ContentDispositionHeaderValue(FileKinds.ShownInline(row.MimeType) ? "inline" : "attachment");
        disposition.SetHttpFileName(row.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        return file;
    }

    private static async Task<IResult> ThumbnailAsync(HttpContext http, AttachmentFiles files, AttachmentLinks links, string id)
    {
        if (!links.IsValidForThumbnail(id, http.Request.Query["expires"], http.Request.Query["signature"])) return AttachmentRules.NotSigned.ToResult();
        if (await files.DownloadAsync(http.Request, AttachmentFiles.ThumbnailOf(id), Thumbnail.MimeType).ConfigureAwait(false) is not { } file)
            return Problems.NotFound("thumbnail").ToResult();
        Guard(http.Response.Headers);
        return file;
    }

    private static void Guard(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, max-age=3600";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
