using System.Globalization;
using System.Net.Http.Headers;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>The names of https://tus.io/protocols/resumable-upload, and how its headers are read.</summary>
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

    /// <summary>The headers that pages of other origins can send and read.</summary>
    public const string SentHeaders = $"{Resumable}, {Length}, {DeferLength}, {Offset}, {Metadata}, {Checksum}, {MethodOverride}, X-Requested-With, X-Request-ID";
    public const string SeenHeaders =
        $"Location, {Offset}, {Length}, {Metadata}, {Expires}, {Resumable}, {VersionHeader}, {ExtensionHeader}, {MaxSize}, {ChecksumAlgorithms}";

    /// <summary>How long an unfinished upload is kept, and a finished one that no message uses.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static Problem DeferredLength => Problems.Invalid(DeferLength, $"It is not offered: expected {Length}.");

    public static Problem EmptyFile => Problems.Invalid(Length, "The file is empty.");

    public static Problem Expired => Problems.Gone("The upload was not finished in time. Begin a new one.");

    public static Problem Sent => Problems.Conflict("The attachment was sent with a message.");

    public static Problem WrongChecksum =>
        Problems.Of(460, "Checksum mismatch", $"The bytes do not match the {Checksum} that was sent with them, and were discarded.");

    /// <summary>Whether a POST to the collection creates an upload, rather than bringing a form.</summary>
    /// <param name="hasHeader">Whether the call has a header of this name.</param>
    public static bool IsCreation(Func<string, bool> hasHeader) => hasHeader(Resumable) || hasHeader(Length) || hasHeader(DeferLength);

    /// <summary>The problem of a call in another version of the protocol; null for this one.</summary>
    public static Problem? CheckVersion(string? version) => version == Version ? null
        : Problems.Of(412, "Precondition failed", $"Expected the header {Resumable}: {Version}, received '{TextRules.Shorten(version ?? "")}'.");

    /// <exception cref="ProblemException">415: the body is not a chunk.</exception>
    public static void RequireChunk(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !ChunkType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(Problems.Unsupported($"Expected a body of the type {ChunkType}, received '{TextRules.Shorten(contentType ?? "none")}'."));
    }

    /// <exception cref="ProblemException">422: the header is missing or not a number of bytes.</exception>
    public static long Bytes(string header, string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes
            : throw ProblemException.Invalid(header, string.IsNullOrEmpty(text) ? "It is missing: expected a number of bytes."
                : $"Expected a number of bytes, received '{TextRules.Shorten(text)}'.");

    public static Problem WrongOffset(long held, long received) =>
        Problems.Conflict($"The upload goes on at byte {held}, received bytes from {received}.");

    public static Problem TooLong(long missing, long length) =>
        Problems.TooLarge($"The upload lacks {missing} bytes of {length}, and the call has more.");

    public static Problem Incomplete(long offset, long length) => Incomplete($"{offset} of {length} bytes are there");

    public static Problem Incomplete(string progress) => Problems.Conflict($"The upload is not complete: {progress}.");

    public static Problem TooManyUnfinished(int most) => Problems.TooMany($"{most} uploads are unfinished: finish or delete one of them first.");
}
