using System.Net.Http.Headers;
using Livecaller.Protocol;

namespace Livecaller.Http;

internal sealed partial class WidgetApi
{
    // Long enough for the largest attachment on a slow line.
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(10);

    public async Task<AttachmentPayload> UploadAsync(
        string token, AttachmentUpload upload, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var file = new ProgressContent(upload.Content, progress);
        if (MediaTypeHeaderValue.TryParse(upload.ContentType, out var type)) file.Headers.ContentType = type;
        var form = new MultipartFormDataContent { { file, "file", upload.Name } };
        return (await CallAsync(
            HttpMethod.Post, "v1/widget/attachments", token, form, LivecallerJson.Default.DataEnvelopeAttachmentPayload,
            UploadTimeout, cancellationToken)).Data;
    }
}
