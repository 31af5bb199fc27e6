using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Livecaller.Shared;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The calls below <c>/v1/widget/attachments</c>: forms, and https://tus.io/protocols/resumable-upload.</summary>
internal sealed class UploadCalls(TestAttachments attachments, FaultPlan faults)
{
    /// <summary>Handles a call that may be a tus call: then every response has the version of the protocol, and a call of another version is refused.</summary>
    public static TestAnswer Answer(TestRequest call, Func<TestAnswer> handler)
    {
        if (call.Method == "POST" && !IsCreation(call) && !call.HasHeader(Tus.MethodOverride)) return handler();
        TestAnswer answer;
        if (Tus.CheckVersion(call.Header(Tus.Resumable)) is { } problem) return WithVersion(TestAnswer.Refused(problem)).With((Tus.VersionHeader, Tus.Version));
        try
        {
            answer = handler();
        }
        catch (ProblemException refused)
        {
            answer = TestAnswer.Refused(refused.Problem);
        }

        return WithVersion(answer);
    }

    public TestAnswer Offer() => WithVersion(TestAnswer.Nothing).With((Tus.VersionHeader, Tus.Version), (Tus.ExtensionHeader, Tus.Extensions),
        (Tus.MaxSize, Text(attachments.MaxBytes)), (Tus.ChecksumAlgorithms, UploadChecksum.Algorithms));

    public TestAnswer Create(TestVisitor visitor, TestRequest call, string id)
    {
        if (!IsCreation(call)) return TakeForm(visitor, call);
        if (call.HasHeader(Tus.DeferLength)) throw new ProblemException(Tus.DeferredLength);
        if (call.Body.Length > 0) Tus.RequireChunk(call.ContentType);
        var length = Tus.Bytes(Tus.Length, call.Header(Tus.Length));
        var checksum = UploadChecksum.Read(call.Header(Tus.Checksum));
        var metadata = call.Header(Tus.Metadata) ?? "";
        var said = UploadMetadata.Read(metadata);
        if (length == 0) throw new ProblemException(Tus.EmptyFile);
        var file = attachments.Announce(visitor, said.FileName, length, said.Recording, metadata);
        try
        {
            // The client does not know the address of an upload whose first bytes were lost: it is removed.
            if (call.Body.Length > 0) Append(file, call, checksum);
        }
        catch (Exception)
        {
            attachments.Remove(file);
            throw;
        }

        return WithOffset(One(file, isNew: true), file).With(("Location", $"/v1/widget/attachments/{file.Id}"));
    }

    public TestAnswer Head(TestVisitor visitor, TestRequest call, string id)
    {
        var file = attachments.Require(visitor, id);
        var answer = WithOffset(new(200, [], null), file).With((Tus.Length, Text(file.Length)), ("Cache-Control", "no-store"));
        return file.Metadata is { } metadata ? answer.With((Tus.Metadata, metadata)) : answer;
    }

    public TestAnswer Patch(TestVisitor visitor, TestRequest call, string id)
    {
        Tus.RequireChunk(call.ContentType);
        var offset = Tus.Bytes(Tus.Offset, call.Header(Tus.Offset));
        var checksum = UploadChecksum.Read(call.Header(Tus.Checksum));
        var file = attachments.Require(visitor, id);
        if (offset != file.Offset) return WithOffset(TestAnswer.Refused(Tus.WrongOffset(file.Offset, offset)), file);
        Append(file, call, checksum);
        return WithOffset(TestAnswer.Nothing, file);
    }

    public TestAnswer Delete(TestVisitor visitor, TestRequest call, string id)
    {
        var file = attachments.Require(visitor, id);
        if (file.Message is not null) throw new ProblemException(Tus.Sent);
        attachments.Remove(file);
        return TestAnswer.Nothing;
    }

    /// <summary>For clients that can send only GET and POST.</summary>
    public TestAnswer Override(TestVisitor visitor, TestRequest call, string id) => call.Header(Tus.MethodOverride) switch
    {
        "PATCH" => Patch(visitor, call, id),
        "HEAD" => Head(visitor, call, id),
        "DELETE" => Delete(visitor, call, id),
        var method => TestAnswer.WrongMethod(["DELETE", "GET", "HEAD", "PATCH"], method ?? "POST"),
    };

    public TestAnswer Get(TestVisitor visitor, TestRequest call, string id)
    {
        var file = attachments.Require(visitor, id);
        return file.IsComplete ? One(file) : throw new ProblemException(Tus.Incomplete(file.Offset, file.Length));
    }

    public TestAnswer Download(TestRequest call, string id)
    {
        var file = attachments.Open(id, call.Query("expires"), call.Query("signature"));
        var disposition = new ContentDispositionHeaderValue(FileKinds.ShownInline(file.MimeType) ? "inline" : "attachment") { FileNameStar = file.Name };
        return new TestAnswer(200, file.ToArray(), file.MimeType).With(("Content-Disposition", disposition.ToString()));
    }

    private TestAnswer TakeForm(TestVisitor visitor, TestRequest call)
    {
        var form = MultipartFile.Read(call.Body, call.ContentType);
        if (faults.TakeUploadBreak(0, form.Content.Length) is not null) throw Broken();
        return One(attachments.Add(visitor, form.Name, form.Content, form.Recording), isNew: true);
    }

    private void Append(TestFile file, TestRequest call, UploadChecksum? checksum)
    {
        if (call.Body.Length > file.Missing) throw new ProblemException(Tus.TooLong(file.Missing, file.Length));
        if (faults.TakeUploadBreak(file.Offset, call.Body.Length) is { } arrived)
        {
            if (checksum is null) attachments.Append(file, call.Body.AsSpan(0, (int)arrived));
            throw Broken();
        }

        if (checksum?.Fits(CryptographicOperations.HashData(checksum.Algorithm, call.Body)) == false) throw new ProblemException(Tus.WrongChecksum);
        attachments.Append(file, call.Body);
    }

    private TestAnswer One(TestFile file, bool isNew = false) =>
        TestAnswer.Json(new(attachments.ToPayload(file)), LivecallerJson.Default.DataEnvelopeAttachmentPayload, isNew);

    private static bool IsCreation(TestRequest call) => call.Segments.Length == 3 && Tus.IsCreation(call.HasHeader);

    private static HttpRequestException Broken() => new(HttpRequestError.ResponseEnded, "The connection broke while a file was sent.");

    private static TestAnswer WithVersion(TestAnswer answer) => answer.With((Tus.Resumable, Tus.Version));

    private static TestAnswer WithOffset(TestAnswer answer, TestFile file) => file.IsComplete
        ? answer.With((Tus.Offset, Text(file.Offset)))
        : answer.With((Tus.Offset, Text(file.Offset)), (Tus.Expires, file.Expires.ToString("R", CultureInfo.InvariantCulture)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
