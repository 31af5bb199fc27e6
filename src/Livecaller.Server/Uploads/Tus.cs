using System.Globalization;
using System.Net.Http.Headers;
using Livecaller.Protocol;
using Livecaller.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Uploads;

// The names of https://tus.io/protocols/resumable-upload, and how its headers are read.
internal static class Tus
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,termination,checksum,expiration";
    public const string ChunkType = "application/offset+octet-stream";

    public const string Resumable = "Tus-Resumable";
    public const string VersionHeader = "Tus-Version";
    public const string ExtensionHeader = "Tus-Extension";
    public const string MaxSize = "Tus-Max-Size";
    public const string ChecksumAlgorithms = "Tus-Checksum-Algorithm";
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string DeferLength = "Upload-Defer-Length";
    public const string Metadata = "Upload-Metadata";
    public const string Checksum = "Upload-Checksum";
    public const string Expires = "Upload-Expires";
    public const string MethodOverride = "X-HTTP-Method-Override";

    /// <summary>What pages of other origins may send, and may see.</summary>
    public const string SentHeaders = $"{Resumable}, {Length}, {DeferLength}, {Offset}, {Metadata}, {Checksum}, {MethodOverride}, X-Requested-With, X-Request-ID";
    public const string SeenHeaders =
        $"Location, {Offset}, {Length}, {Metadata}, {Expires}, {Resumable}, {VersionHeader}, {ExtensionHeader}, {MaxSize}, {ChecksumAlgorithms}";

    /// <summary>Whether a POST to the collection creates an upload, rather than bringing a form.</summary>
    public static bool IsCreation(HttpRequest request) =>
        request.Headers.ContainsKey(Resumable) || request.Headers.ContainsKey(Length) || request.Headers.ContainsKey(DeferLength);

    /// <exception cref="ProblemException">415: the body is no chunk.</exception>
    public static void RequireChunk(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !ChunkType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(Problems.Unsupported($"Expected a body of the type {ChunkType}, received '{Query.Shorten(request.ContentType ?? "none")}'."));
    }

    /// <exception cref="ProblemException">422: the header is missing or is no number of bytes.</exception>
    public static long Bytes(HttpRequest request, string header)
    {
        var text = request.Headers[header].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes
            : throw new ProblemException(Problems.Invalid(header, text.Length == 0 ? "It is missing: expected a number of bytes."
                : $"Expected a number of bytes, received '{Query.Shorten(text)}'."));
    }

    public static void SetOffset(HttpResponse response, Upload upload)
    {
        response.Headers[Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        if (upload.Expires is { } expires) response.Headers[Expires] = expires.ToString("R", CultureInfo.InvariantCulture);
    }

    public static Problem WrongOffset(long held, long received) =>
        Problems.Conflict($"The upload goes on at byte {held}, received bytes from {received}.");
}
