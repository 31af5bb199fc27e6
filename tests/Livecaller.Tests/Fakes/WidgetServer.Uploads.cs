using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Livecaller.Tests.Fakes;

/// <summary>Resumable uploads, as tus 1.0 has them.</summary>
internal sealed partial class WidgetServer
{
    private const string Uploads = "/v1/widget/attachments";

    private readonly Dictionary<string, Upload> _uploads = [];

    /// <summary>The bytes that the server has of a file, by its name.</summary>
    public byte[] BytesOf(string name)
    {
        lock (_lock) return [.. _uploads.Values.Single(u => u.Name == name).Bytes];
    }

    public int UploadCount
    {
        get
        {
            lock (_lock) return _uploads.Count;
        }
    }

    /// <summary>As the server does with uploads that nobody goes on with.</summary>
    public void ForgetUploads()
    {
        lock (_lock) _uploads.Clear();
    }

    private static bool IsUpload(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.StartsWith(Uploads, StringComparison.Ordinal);

    private HttpResponseMessage RespondToUpload(HttpRequestMessage request, byte[] piece)
    {
        if (request.Method == HttpMethod.Post)
        {
            var created = new Upload($"a{_uploads.Count + 1}", NameIn(Header(request, "Upload-Metadata")), long.Parse(Header(request, "Upload-Length"), null));
            _uploads[created.Id] = created;
            var answer = Append(request, created, piece, HttpStatusCode.Created);
            answer.Headers.Location = new($"http://chat.test{Uploads}/{created.Id}");
            return answer;
        }

        if (!_uploads.TryGetValue(request.RequestUri!.Segments[^1], out var upload)) return Problem(HttpStatusCode.NotFound, "no such upload");
        if (request.Method == HttpMethod.Patch)
        {
            return Header(request, "Upload-Offset") == $"{upload.Bytes.Count}" ? Append(request, upload, piece, HttpStatusCode.NoContent)
                : Problem(HttpStatusCode.Conflict, "another offset");
        }

        if (request.Method == HttpMethod.Head) return Told(upload, HttpStatusCode.OK);
        if (request.Method == HttpMethod.Delete)
        {
            _uploads.Remove(upload.Id);
            return new(HttpStatusCode.NoContent);
        }

        return Answer(HttpStatusCode.OK, new JsonObject
        {
            ["data"] = new JsonObject { ["id"] = upload.Id, ["name"] = upload.Name, ["mime_type"] = "t", ["size"] = upload.Bytes.Count, ["url"] = "u" },
        }.ToJsonString());
    }

    private static HttpResponseMessage Append(HttpRequestMessage request, Upload upload, byte[] piece, HttpStatusCode status)
    {
        var checksum = $"sha256 {Convert.ToBase64String(SHA256.HashData(piece))}";
        if (Header(request, "Upload-Checksum") != checksum) return Problem((HttpStatusCode)460, "the checksum is another one");
        Assert.Equal("application/offset+octet-stream", request.Content?.Headers.ContentType?.MediaType);
        upload.Bytes.AddRange(piece);
        Assert.True(upload.Bytes.Count <= upload.Length);
        return Told(upload, status);
    }

    private static HttpResponseMessage Told(Upload upload, HttpStatusCode status)
    {
        var answer = new HttpResponseMessage(status);
        answer.Headers.Add("Upload-Offset", $"{upload.Bytes.Count}");
        return answer;
    }

    private static string Header(HttpRequestMessage request, string name)
    {
        Assert.Equal("1.0.0", request.Headers.GetValues("Tus-Resumable").Single());
        return request.Headers.GetValues(name).Single();
    }

    private static string NameIn(string metadata) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(metadata.Split(',').Single(m => m.Trim().StartsWith("filename ", StringComparison.Ordinal)).Trim()[9..]));

    private sealed record Upload(string Id, string Name, long Length)
    {
        public List<byte> Bytes { get; } = [];
    }
}
