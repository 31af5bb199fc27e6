using Livecaller.Protocol;
using Livecaller.Testing.Http;

namespace Livecaller.Testing.Server;

/// <summary>The resumable uploads. Guarded by the server's lock.</summary>
internal sealed class UploadShelf(AttachmentShelf attachments, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private readonly Dictionary<AttachmentId, TestUpload> _uploads = [];

    public TestUpload Create(TestVisitor owner, FileMetadata file, string metadata, long length)
    {
        if (length == 0) throw RefusalException.Invalid("Upload-Length", "The file is empty.");
        var upload = new TestUpload(owner, attachments.Announce(file.Name, file.ContentType, length, file.Recording), metadata, time.GetUtcNow() + Lifetime);
        _uploads.Add(upload.Attachment.Id, upload);
        return upload;
    }

    public TestUpload Require(TestVisitor owner, string id)
    {
        if (!_uploads.TryGetValue(new(id), out var upload) || upload.Owner != owner) throw RefusalException.Because(404, $"There is no upload {id}.");
        return upload.IsComplete || time.GetUtcNow() < upload.Expires ? upload
            : throw RefusalException.Because(410, "The upload was not finished in time.");
    }

    /// <summary>An attachment of this owner, however it came.</summary>
    public AttachmentPayload RequireAttachment(TestVisitor owner, string id)
    {
        if (attachments.Find(owner, new(id)) is { } attachment) return attachment;
        var upload = Require(owner, id);
        throw RefusalException.Because(409, $"The upload is not complete: {upload.Offset} of {upload.Attachment.Size} bytes are there.");
    }

    public void Append(TestUpload upload, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        upload.Append(bytes);
        if (upload.IsComplete) attachments.Add(upload.Owner, upload.Attachment, upload.ToArray());
    }

    public void Remove(TestUpload upload)
    {
        _uploads.Remove(upload.Attachment.Id);
        attachments.Remove(upload.Attachment.Id);
    }
}
