using Livecaller.Http;

namespace Livecaller.Attachments;

/// <summary>Uploads the files of one visitor.</summary>
internal sealed class AttachmentUploader(VisitorApi api, RetryLoop retry, ILogger logger, CancellationToken ended)
{
    /// <summary>Creates an upload that can be resumed by another process.</summary>
    /// <param name="file">The description of the file.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="sent">Called with the number of bytes that the server has.</param>
    public ResumableUpload Create(FileDescription file, long size, Action<long> sent) => new(api, retry, logger, file, size, sent);

    /// <summary>Uploads a file to its end.</summary>
    public async Task<AttachmentPayload> UploadAsync(AttachmentUpload upload, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await CallerContext.LeaveAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended);
        using var buffer = upload.Content.CanSeek ? null : new MemoryStream();
        if (buffer is not null)
        {
            await upload.Content.CopyToAsync(buffer, either.Token).ConfigureAwait(false);
            buffer.Position = 0;
        }

        var content = buffer ?? upload.Content;
        var size = content.Length - content.Position;
        var resumable = Create(FileDescription.Of(upload), size, sent => progress?.Report(size == 0 ? 1 : sent / (double)size));
        return await resumable.RunAsync(content, null, _ => Task.CompletedTask, either.Token).ConfigureAwait(false);
    }
}
