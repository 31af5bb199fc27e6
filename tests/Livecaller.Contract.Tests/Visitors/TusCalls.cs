using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Livecaller.Contract.Tests.Visitors;

/// <summary>What https://tus.io/protocols/resumable-upload has a client say.</summary>
public static class TusCalls
{
    public static string Metadata(string name) => $"filename {Base64(name)},filetype {Base64("x/y")}";

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Sha256(byte[] bytes) => "sha256 " + Convert.ToBase64String(SHA256.HashData(bytes));

    public static HttpContent Chunk(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return content;
    }

    public static Task<Answer> TusAsync(this Visitor visitor, HttpMethod method, string path, HttpContent? content, params (string Name, string? Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.SendAsync(method, path, content, [("Tus-Resumable", "1.0.0"), .. headers]);
    }

    public static Task<Answer> CreateUploadAsync(this Visitor visitor, string name, long length, byte[]? first = null, params (string Name, string? Value)[] headers) =>
        visitor.TusAsync(HttpMethod.Post, "attachments", first is null ? null : Chunk(first),
            [("Upload-Length", Visitor.Text(length)), ("Upload-Metadata", Metadata(name)), .. headers]);

    /// <summary>Creates an upload that must succeed; gives its address.</summary>
    public static async Task<string> BeginUploadAsync(this Visitor visitor, string name, long length)
    {
        var created = await visitor.CreateUploadAsync(name, length);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return created.Header("Location")!;
    }

    public static Task<Answer> HeadUploadAsync(this Visitor visitor, string path) => visitor.TusAsync(HttpMethod.Head, path, null);

    public static Task<Answer> PatchUploadAsync(this Visitor visitor, string path, long offset, byte[] bytes, params (string Name, string? Value)[] headers) =>
        visitor.TusAsync(HttpMethod.Patch, path, Chunk(bytes), [("Upload-Offset", Visitor.Text(offset)), .. headers]);

    public static Task<Answer> DeleteUploadAsync(this Visitor visitor, string path) => visitor.TusAsync(HttpMethod.Delete, path, null);
}
