using System.Net;
using Livecaller.Http;

namespace Livecaller.Attachments;

/// <summary>
/// Uploads one file in pieces, and resumes after an interruption. The upload's id is reported as soon as it is known, so that another process
/// can resume the upload.
/// </summary>
/// <param name="api">The visitor's calls.</param>
/// <param name="retry">Retries failed calls.</param>
/// <param name="logger">The log.</param>
/// <param name="file">The description of the file.</param>
/// <param name="size">Its size in bytes.</param>
/// <param name="sent">Called with the number of bytes that the server has.</param>
internal sealed partial class ResumableUpload(VisitorApi api, RetryLoop retry, ILogger logger, FileDescription file, long size, Action<long> sent)
{
    /// <summary>Small enough to show progress, to be sent over a slow connection, and to be sent again.</summary>
    public const int PieceSize = 512 * 1024;

    private readonly ILogger _logger = logger;
    private readonly byte[] _piece = new byte[Math.Min(size, PieceSize)];
    private long _start;
    private AttachmentId? _id;
    private long? _offset;
    private int _failures;

    /// <summary>Uploads to the end. Retries while the server cannot be reached.</summary>
    /// <param name="content">The file, from the current position of the stream; it must be able to seek.</param>
    /// <param name="begun">The upload that was begun before; null for none.</param>
    /// <param name="began">Called with the upload's id before more than the first piece is sent.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="LivecallerApiException">The server refused the file.</exception>
    public async Task<AttachmentPayload> RunAsync(
        Stream content, AttachmentId? begun, Func<AttachmentId, Task> began, CancellationToken cancellationToken)
    {
        (_start, _id, _offset, _failures) = (content.Position, begun, null, 0);
        return await retry.RunAsync(() => TryRunAsync(content, began, cancellationToken), DelayAfter, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AttachmentPayload> TryRunAsync(Stream content, Func<AttachmentId, Task> began, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_id is not { } id)
            {
                var piece = await ReadAsync(content, 0, cancellationToken).ConfigureAwait(false);
                (id, _offset) = await api.CreateUploadAsync(file, size, piece, cancellationToken).ConfigureAwait(false);
                _id = id;
                await began(id).ConfigureAwait(false);
            }

            _offset ??= await api.GetUploadOffsetAsync(id, cancellationToken).ConfigureAwait(false);
            if (_offset is not { } offset)
            {
                // It was begun too long ago: the server has removed it.
                _id = null;
                continue;
            }

            sent(offset);
            if (offset >= size) return await api.GetAttachmentAsync(id, cancellationToken).ConfigureAwait(false);
            var next = await ReadAsync(content, offset, cancellationToken).ConfigureAwait(false);
            _offset = await api.AppendUploadAsync(id, offset, next, cancellationToken).ConfigureAwait(false);
            _failures = 0;
        }
    }

    private TimeSpan? DelayAfter(LivecallerException failure, int attempt)
    {
        if ((!Backoff.IsTransient(failure) && !IsOutOfStep(failure)) || IsRefusedForLong(failure)) return null;
        // Before the next piece, the server is asked for what it has.
        _offset = null;
        LogRetrying(failure);
        // Counted from the last piece that was stored, and not from the beginning of the upload.
        return retry.After(failure, _failures++);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, long offset, CancellationToken cancellationToken)
    {
        content.Position = _start + offset;
        var read = await content.ReadAtLeastAsync(_piece, _piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0 && offset < size) throw new EndOfStreamException($"The file ends at {offset} bytes instead of {size}.");
        return _piece.AsMemory(0, read);
    }

    /// <summary>Whether the server takes no files for so long, that the reason is better than a message that waits: the visitor has uploaded enough for a day.</summary>
    public static bool IsRefusedForLong(LivecallerException failure) =>
        failure is LivecallerApiException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.InsufficientStorage } refused
        && refused.RetryAfter > Backoff.MaxRetryAfter;

    // The attachment is still being checked, or a piece was damaged on its way or sent twice.
    private static bool IsOutOfStep(LivecallerException failure) =>
        failure is LivecallerApiException { StatusCode: HttpStatusCode.Conflict or HttpStatusCode.Locked or (HttpStatusCode)460 };

    [LoggerMessage(LogLevel.Information, "A piece of a file could not be uploaded. It is retried.")]
    private partial void LogRetrying(Exception exception);
}
