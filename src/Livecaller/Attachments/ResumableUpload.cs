using System.Net;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Attachments;

/// <summary>
/// Brings one file to the server, piece by piece, and goes on where a break-off left it. What it knows of the upload
/// is handed out as it learns it, so that another process can go on too.
/// </summary>
/// <param name="scope">The visitor.</param>
/// <param name="file">What is said of the file.</param>
/// <param name="size">Its size in bytes.</param>
/// <param name="sent">Is told how many bytes the server has.</param>
internal sealed partial class ResumableUpload(VisitorScope scope, FileDescription file, long size, Action<long> sent)
{
    /// <summary>Small enough to show progress, to be sent on a slow line, and to be lost.</summary>
    public const int PieceSize = 512 * 1024;

    private readonly ILogger _logger = scope.Logger;
    private readonly byte[] _piece = new byte[Math.Min(size, PieceSize)];
    private long _start;

    /// <summary>Uploads to the end. Goes on trying while the server cannot be reached.</summary>
    /// <param name="content">The file, from where the stream stands; can seek.</param>
    /// <param name="begun">The upload that was begun before; null for none.</param>
    /// <param name="began">Is told the upload's id before more than the first piece is sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LivecallerApiException">The server refused the file.</exception>
    public async Task<AttachmentPayload> RunAsync(
        Stream content, AttachmentId? begun, Func<AttachmentId, Task> began, CancellationToken cancellationToken)
    {
        _start = content.Position;
        var id = begun;
        long? offset = null;
        for (var attempt = 0; ;)
        {
            var mark = scope.Pause.Mark();
            try
            {
                if (id is null)
                {
                    (id, offset) = await CreateAsync(content, cancellationToken).ConfigureAwait(false);
                    await began(id.Value).ConfigureAwait(false);
                }

                offset ??= await CallAsync((api, token, end) => api.GetUploadOffsetAsync(token, id.Value, end), cancellationToken).ConfigureAwait(false);
                if (offset is null)
                {
                    // It was begun too long ago: the server has thrown it away.
                    id = null;
                    continue;
                }

                sent(offset.Value);
                if (offset >= size) return await CallAsync((api, token, end) => api.GetAttachmentAsync(token, id.Value, end), cancellationToken).ConfigureAwait(false);
                offset = await AppendAsync(content, id.Value, offset.Value, cancellationToken).ConfigureAwait(false);
                attempt = 0;
            }
            catch (LivecallerException e) when (Backoff.IsTransient(e) || IsOutOfStep(e))
            {
                // What the server has is asked before the next piece.
                offset = null;
                LogTryAgain(e);
                await scope.Pause.WaitAsync(Backoff.Delay(attempt++, scope.Options.Random(), e), mark, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<(AttachmentId, long?)> CreateAsync(Stream content, CancellationToken cancellationToken)
    {
        var piece = await ReadAsync(content, 0, cancellationToken).ConfigureAwait(false);
        return await CallAsync((api, token, end) => api.CreateUploadAsync(token, file, size, piece, end), cancellationToken).ConfigureAwait(false);
    }

    private async Task<long?> AppendAsync(Stream content, AttachmentId id, long offset, CancellationToken cancellationToken)
    {
        var piece = await ReadAsync(content, offset, cancellationToken).ConfigureAwait(false);
        return await CallAsync((api, token, end) => api.AppendUploadAsync(token, id, offset, piece, end), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, long offset, CancellationToken cancellationToken)
    {
        content.Position = _start + offset;
        var read = await content.ReadAtLeastAsync(_piece, _piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0 && offset < size) throw new EndOfStreamException($"The file ends at {offset} bytes, and not at {size}.");
        return _piece.AsMemory(0, read);
    }

    // An attachment that is being checked has no second answer ready; a piece that was spoilt on its way, or sent twice, is sent anew.
    private static bool IsOutOfStep(LivecallerException failure) =>
        failure is LivecallerApiException { StatusCode: HttpStatusCode.Conflict or HttpStatusCode.Locked or (HttpStatusCode)460 };

    private Task<T> CallAsync<T>(Func<WidgetApi, string, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        scope.CallAsync(call, cancellationToken);

    [LoggerMessage(LogLevel.Information, "A piece of a file could not be uploaded; it is tried again.")]
    private partial void LogTryAgain(Exception exception);
}
