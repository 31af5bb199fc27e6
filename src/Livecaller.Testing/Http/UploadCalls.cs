using System.Globalization;
using Livecaller.Protocol;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The calls of https://tus.io/protocols/resumable-upload below <c>/v1/widget/attachments</c>, for one visitor.</summary>
internal sealed class UploadCalls(UploadShelf uploads, ConversationDesk desk, FaultPlan faults, TestVisitor visitor, TestRequest call)
{
    private const string Version = "1.0.0";
    private const string ChunkType = "application/offset+octet-stream";

    public static bool IsCreation(TestRequest call) =>
        call.Header("Tus-Resumable") is not null || call.Header("Upload-Length") is not null || call.Header("Upload-Defer-Length") is not null;

    public static HttpRequestException Broken() => new(HttpRequestError.ResponseEnded, "The connection broke while a file was sent.");

    public TestAnswer? Answer(string method, string[] path)
    {
        if (method == "GET") return path is [var id] ? One(id) : null;
        try
        {
            if (call.Header("Tus-Resumable") is var version && version != Version)
                throw RefusalException.Because(412, $"Received the version \"{version}\" of tus, expected {Version}.");
            return AnswerTus(call.Header("X-HTTP-Method-Override") ?? method, path)?.With(("Tus-Resumable", Version));
        }
        catch (RefusalException refusal)
        {
            return TestAnswer.Refused(refusal.Problem).With(("Tus-Resumable", Version), ("Tus-Version", Version));
        }
    }

    private TestAnswer? AnswerTus(string method, string[] path) => (method, path) switch
    {
        ("POST", []) => Create(),
        ("HEAD", [var id]) => Head(uploads.Require(visitor, id)),
        ("PATCH", [var id]) => Patch(uploads.Require(visitor, id)),
        ("DELETE", [var id]) => Delete(uploads.Require(visitor, id)),
        _ => null,
    };

    private TestAnswer One(string id) =>
        TestAnswer.Json(new(uploads.RequireAttachment(visitor, id)), LivecallerJson.Default.DataEnvelopeAttachmentPayload);

    private TestAnswer Create()
    {
        if (call.Header("Upload-Defer-Length") is not null)
            throw RefusalException.Invalid("Upload-Defer-Length", "It is not offered: expected Upload-Length.");
        var length = Number("Upload-Length");
        if (call.Body.Length > 0) RequireChunk();
        var check = ChunkChecksum.Read(call.Header("Upload-Checksum"));
        var metadata = call.Header("Upload-Metadata") ?? "";
        var values = FileMetadata.Read(metadata);
        var upload = uploads.Create(visitor, values, metadata, length);
        try
        {
            // Nobody was told the address of an upload whose first bytes did not come: nothing is left of it.
            if (call.Body.Length > 0) Append(upload, check);
        }
        catch (Exception)
        {
            uploads.Remove(upload);
            throw;
        }

        return WithOffset(TestAnswer.Json(new(upload.Attachment), LivecallerJson.Default.DataEnvelopeAttachmentPayload, isNew: true), upload)
            .With(("Location", $"/v1/widget/attachments/{upload.Attachment.Id}"));
    }

    private static TestAnswer Head(TestUpload upload) => WithOffset(new(200, [], null), upload).With(
        ("Upload-Length", Text(upload.Attachment.Size)), ("Upload-Metadata", upload.Metadata), ("Cache-Control", "no-store"));

    private TestAnswer Patch(TestUpload upload)
    {
        RequireChunk();
        var offset = Number("Upload-Offset");
        var check = ChunkChecksum.Read(call.Header("Upload-Checksum"));
        if (offset != upload.Offset)
        {
            var refusal = RefusalException.Because(409, $"The upload goes on at byte {upload.Offset}, received bytes from {offset}.");
            return WithOffset(TestAnswer.Refused(refusal.Problem), upload);
        }

        Append(upload, check);
        return WithOffset(TestAnswer.Nothing, upload);
    }

    private TestAnswer Delete(TestUpload upload)
    {
        if (desk.Conversations.Any(c => c.Messages.Any(m => m.Attachments.Any(a => a.Id == upload.Attachment.Id))))
            throw RefusalException.Because(409, "The attachment was sent with a message.");
        uploads.Remove(upload);
        return TestAnswer.Nothing;
    }

    private void Append(TestUpload upload, ChunkChecksum? check)
    {
        if (upload.Offset + call.Body.Length > upload.Attachment.Size)
            throw RefusalException.Because(413, $"The upload misses {upload.Attachment.Size - upload.Offset} bytes, received {call.Body.Length}.");
        if (faults.TakeUploadBreak(upload.Offset, call.Body.Length) is { } arrived)
        {
            if (check is null) uploads.Append(upload, call.Body.AsSpan(0, (int)arrived));
            throw Broken();
        }

        if (check?.Fits(call.Body) == false) throw RefusalException.Because(460, "The bytes do not add up to their checksum; none of them is kept.");
        uploads.Append(upload, call.Body);
    }

    private void RequireChunk()
    {
        if (call.ContentType?.Split(';')[0].Trim() != ChunkType)
            throw RefusalException.Because(415, $"Received {call.ContentType ?? "no content type"}, expected {ChunkType}.");
    }

    private long Number(string header) =>
        long.TryParse(call.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw RefusalException.Invalid(header, $"Received \"{call.Header(header)}\", expected a number of bytes.");

    private static TestAnswer WithOffset(TestAnswer answer, TestUpload upload) => upload.IsComplete
        ? answer.With(("Upload-Offset", Text(upload.Offset)))
        : answer.With(("Upload-Offset", Text(upload.Offset)), ("Upload-Expires", upload.Expires.ToString("R", CultureInfo.InvariantCulture)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
