using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Livecaller.Server.Uploads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.Attachments;

internal static class AttachmentEndpoints
{
    // What the multipart form adds to the file.
    private const long FormOverhead = 64 * 1024;

    public static void MapUpload(this RouteGroupBuilder group) =>
        group.MapPost("", UploadAsync).TakesBytes("multipart/form-data").TakesBytes(Tus.ChunkType).Produces<DataEnvelope<AttachmentPayload>>(201)
            .TakesHeader(Tus.Resumable, $"{Tus.Version}, for an upload in the tus manner.")
            .TakesHeader(Tus.Length, "With tus: the size of the whole file in bytes.")
            .TakesHeader(Tus.Metadata, "With tus: 'filename', a space, the file's name in base64; more pairs after commas: 'duration' and 'waveform' of a recording.")
            .TakesHeader(Tus.Checksum, $"With tus: what the body adds up to: {UploadChecksum.Algorithms}, a space, the digest in base64.")
            .WithSummary("Uploads a file, which a message can then name: as a form, or in the tus manner, where the bytes may follow.");

    private static async Task<IResult> UploadAsync(
        HttpContext http, AttachmentStore store, UploadCreation creation, RateGate rates, IOptions<LivecallerServerOptions> options)
    {
        if (Tus.IsCreation(http.Request.Headers.ContainsKey)) return await creation.CreateAsync(http).ConfigureAwait(false);
        var limits = options.Value.Limits;
        rates.Take("upload", http.Visitor().Id, limits.UploadsPerMinute);
        if (http.Request.ContentLength > limits.MaxAttachmentBytes + FormOverhead) return AttachmentRules.TooLarge(limits.MaxAttachmentBytes).ToResult();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limits.MaxAttachmentBytes + FormOverhead;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return AttachmentRules.NoForm(http.Request.ContentType).ToResult();
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 200) return AttachmentRules.UnusableBoundary.ToResult();
        return (await AttachmentForm.SaveAsync(http, store, boundary).ConfigureAwait(false)).ToData();
    }
}
