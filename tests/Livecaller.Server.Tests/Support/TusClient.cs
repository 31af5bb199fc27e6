using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Livecaller.Server.Tests.Support;

/// <summary>Says what https://tus.io/protocols/resumable-upload has a client say, and on demand something else.</summary>
public sealed class TusClient(Caller caller, CancellationToken broken = default)
{
    public const string Root = "/v1/widget/attachments";

    /// <summary>The path under which the chat is mapped.</summary>
    public string Prefix { get; init; } = "";

    public static string Metadata(string name) => $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))},filetype {Convert.ToBase64String("x/y"u8)}";

    public static string Sha1(byte[] bytes) => "sha1 " + Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, bytes));

    public static string Sha256(byte[] bytes) => "sha256 " + Convert.ToBase64String(SHA256.HashData(bytes));

    public static HttpContent Chunk(byte[] bytes) => Chunk(new ByteArrayContent(bytes));

    public static HttpContent Chunk(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return content;
    }

    /// <summary>A header without a value takes away the one that is sent by itself.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            if (value is not null) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
        return await Answer.ReadAsync(await caller.Client.SendAsync(request, broken == default ? TestContext.Current.CancellationToken : broken));
    }

    public Task<Answer> CreateAsync(string name, long length, byte[]? first = null, params (string Name, string? Value)[] headers) =>
        SendAsync(HttpMethod.Post, Prefix + Root, first is null ? null : Chunk(first), [
            ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", Metadata(name)), .. headers]);

    /// <summary>Creates an upload that must succeed, and answers its address.</summary>
    public async Task<string> BeginAsync(string name, long length)
    {
        var created = await CreateAsync(name, length);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return created.Response.Headers.Location!.ToString();
    }

    public Task<Answer> HeadAsync(string path) => SendAsync(HttpMethod.Head, path);

    public Task<Answer> PatchAsync(string path, long offset, byte[] bytes, params (string Name, string? Value)[] headers) =>
        PatchAsync(path, offset, Chunk(bytes), headers);

    public Task<Answer> PatchAsync(string path, long offset, HttpContent content, params (string Name, string? Value)[] headers) =>
        SendAsync(HttpMethod.Patch, path, content, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, ("Tus-Resumable", null));
}

public static class TusAnswer
{
    public static string? Header(this Answer answer, string name) =>
        answer.Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values)
        : answer.Response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;

    public static long Offset(this Answer answer) => long.Parse(answer.Header("Upload-Offset")!, CultureInfo.InvariantCulture);
}
