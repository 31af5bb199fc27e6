using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Livecaller.Attachments;

namespace Livecaller.Http;

/// <summary>Resumable upload: tus 1.0 with creation, creation-with-upload, checksum and termination, see <see href="https://tus.io/protocols/resumable-upload"/>.</summary>
internal sealed partial class WidgetApi
{
    private const string Uploads = "v1/widget/attachments";

    // Long enough for one piece over a slow connection.
    private static readonly TimeSpan PieceTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Begins an upload with its first piece. Returns its id, and how many bytes the server has.</summary>
    public async Task<(AttachmentId Id, long Offset)> CreateUploadAsync(
        string token, FileDescription file, long size, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        var headers = await SendPieceAsync(HttpMethod.Post, Uploads, token, piece, headers =>
        {
            headers.Add("Upload-Length", Text(size));
            headers.Add("Upload-Metadata", file.ToMetadata());
        }, cancellationToken).ConfigureAwait(false);
        // Only the last segment is used: whatever a proxy does with the address, the upload is on this server.
        var location = headers.Location?.OriginalString.Split('?')[0].TrimEnd('/');
        if (string.IsNullOrEmpty(location)) throw NotWidgetApi(HttpMethod.Post, Uploads, null);
        return (new(location[(location.LastIndexOf('/') + 1)..]), OffsetOf(headers) ?? 0);
    }

    /// <summary>Returns how many bytes of an upload the server has; null when it no longer knows the upload.</summary>
    public async Task<long?> GetUploadOffsetAsync(string token, AttachmentId id, CancellationToken cancellationToken)
    {
        try
        {
            var (_, headers) = await ExchangeAsync(HttpMethod.Head, Path(id), token, null, AnswerTimeout, Resumable, cancellationToken).ConfigureAwait(false);
            return OffsetOf(headers) ?? throw NotWidgetApi(HttpMethod.Head, Path(id), null);
        }
        catch (LivecallerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }
    }

    /// <summary>Appends a piece. Returns the offset after it.</summary>
    public async Task<long> AppendUploadAsync(
        string token, AttachmentId id, long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        var headers = await SendPieceAsync(
            HttpMethod.Patch, Path(id), token, piece, headers => headers.Add("Upload-Offset", Text(offset)), cancellationToken).ConfigureAwait(false);
        return OffsetOf(headers) ?? throw NotWidgetApi(HttpMethod.Patch, Path(id), null);
    }

    public Task DeleteUploadAsync(string token, AttachmentId id, CancellationToken cancellationToken) =>
        ExchangeAsync(HttpMethod.Delete, Path(id), token, null, AnswerTimeout, Resumable, cancellationToken);

    /// <summary>Returns the attachment of a complete upload.</summary>
    public async Task<AttachmentPayload> GetAttachmentAsync(string token, AttachmentId id, CancellationToken cancellationToken) =>
        (await GetAsync(Path(id), token, LivecallerJson.Default.DataEnvelopeAttachmentPayload, cancellationToken).ConfigureAwait(false)).Data;

    private async Task<HttpResponseHeaders> SendPieceAsync(
        HttpMethod method, string path, string token, ReadOnlyMemory<byte> piece, Action<HttpRequestHeaders> prepare,
        CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(piece) { Headers = { ContentType = new("application/offset+octet-stream") } };
        return (await ExchangeAsync(method, path, token, content, PieceTimeout, headers =>
        {
            Resumable(headers);
            headers.Add("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(piece.Span))}");
            prepare(headers);
        }, cancellationToken).ConfigureAwait(false)).Headers;
    }

    private static void Resumable(HttpRequestHeaders headers) => headers.Add("Tus-Resumable", "1.0.0");

    private static long? OffsetOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("Upload-Offset", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;

    private static string Path(AttachmentId id) => $"{Uploads}/{Uri.EscapeDataString(id.Value)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
