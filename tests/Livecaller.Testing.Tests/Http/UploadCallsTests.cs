using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Http;

public sealed class UploadCallsTests : IAsyncDisposable
{
    private const string Root = "v1/widget/attachments";
    private static readonly byte[] Bytes = "0123456789"u8.ToArray();
    private readonly LivecallerTestHost _host = new();

    public static TheoryData<string, byte[], int, int> Pictures => new()
    {
        { "a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 2, 0, 0, 0, 3], 258, 3 },
        { "a.gif", [.. "GIF89a"u8, 2, 1, 3, 0, 0, 0, 0], 258, 3 },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0, 3, 1, 2, 1, 1, 0x11, 0], 258, 3 },
        { "a.webp", [.. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 2, 0, 0], 258, 3 },
        { "a.webp", [.. "RIFF\0\0\0\0WEBPVP8L"u8, 9, 0, 0, 0, 0x2F, 0x01, 0x81, 0x00, 0, 0, 0, 0, 0, 0], 258, 3 },
        { "a.webp", [.. "RIFF\0\0\0\0WEBPVP8 "u8, 10, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 2, 1, 3, 0], 258, 3 },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_picture_has_its_size_and_stands_for_its_thumbnail(string name, byte[] bytes, int width, int height)
    {
        var wire = await Wire.LoginAsync(_host);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        var attachment = await PostAsync(wire, form);
        Assert.Equal((width, height, attachment!.Url), (attachment.Width, attachment.Height, attachment.ThumbnailUrl));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_keeps_what_arrived_and_goes_on_from_there()
    {
        var wire = await Wire.LoginAsync(_host);
        var location = (await CreateAsync(wire, "a.txt", 10)).Location;
        _host.Faults.BreakUploadAfter(6);
        Assert.Equal((HttpStatusCode.NoContent, 4), (await PatchAsync(wire, location, 0, Bytes[..4])).ToTuple());
        await Assert.ThrowsAsync<HttpRequestException>(() => PatchAsync(wire, location, 4, Bytes[4..]));
        Assert.Equal(6, (await SendAsync(wire, HttpMethod.Head, location)).Offset);
        Assert.Equal((HttpStatusCode.NoContent, 10), (await PatchAsync(wire, location, 6, Bytes[6..])).ToTuple());
    }

    [Fact]
    public async Task Nothing_is_kept_of_bytes_that_could_not_be_checked_or_whose_address_nobody_knows()
    {
        var wire = await Wire.LoginAsync(_host);
        var location = (await CreateAsync(wire, "a.txt", 10)).Location;
        _host.Faults.BreakUploadAfter(6);
        await Assert.ThrowsAsync<HttpRequestException>(() => PatchAsync(wire, location, 0, Bytes, ("Upload-Checksum", Sha256(Bytes))));
        Assert.Equal(0, (await SendAsync(wire, HttpMethod.Head, location)).Offset);

        _host.Faults.BreakUploadAfter(6);
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync(wire, "a.txt", 10, Bytes));
        _host.Faults.BreakUploadAfter(6);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Bytes), "file", "a.txt" } };
        await Assert.ThrowsAsync<HttpRequestException>(() => wire.SendAsync(HttpMethod.Post, Root, form));
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(wire, "a.txt", 10, Bytes)).Status);
    }

    [Fact]
    public async Task The_faults_of_other_calls_happen_to_uploads_too()
    {
        var wire = await Wire.LoginAsync(_host);
        var location = (await CreateAsync(wire, "a.txt", 10)).Location;
        _host.Faults.Refuse(503, "/attachments");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PatchAsync(wire, location, 0, Bytes[..4])).Status);
        _host.Faults.LoseAnswer("/attachments");
        await Assert.ThrowsAsync<HttpRequestException>(() => PatchAsync(wire, location, 0, Bytes[..4]));
        _host.Faults.GoOffline();
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(wire, HttpMethod.Head, location));
        _host.Faults.GoOnline();
        Assert.Equal(4, (await SendAsync(wire, HttpMethod.Head, location)).Offset);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Uploads a form; null when it is refused as bad input.</summary>
    private static async Task<AttachmentPayload?> PostAsync(Wire wire, MultipartFormDataContent form)
    {
        using var response = await wire.RequestAsync(HttpMethod.Post, Root, form);
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity) return null;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await JsonAsync(response)).Data;
    }

    private static string Sha256(byte[] bytes) => "sha256 " + Convert.ToBase64String(SHA256.HashData(bytes));

    private static Task<TusAnswer> CreateAsync(Wire wire, string name, long length, byte[]? first = null, params (string, string)[] headers) =>
        SendAsync(wire, HttpMethod.Post, Root, first is null ? null : Chunk(first), [
            ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
            ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))},filetype {Convert.ToBase64String("text/plain"u8)}"), .. headers]);

    private static Task<TusAnswer> PatchAsync(Wire wire, string path, long offset, byte[] bytes, params (string, string)[] headers) =>
        SendAsync(wire, HttpMethod.Patch, path, Chunk(bytes), [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    private static async Task<TusAnswer> SendAsync(
        Wire wire, HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var response = await wire.RequestAsync(method, path, content, [("Tus-Resumable", "1.0.0"), .. headers]);
        var attachment = response.StatusCode == HttpStatusCode.Created
            ? (await JsonAsync(response)).Data : null;
        return new(response, attachment);
    }

    private static async Task<DataEnvelope<AttachmentPayload>> JsonAsync(HttpResponseMessage response) =>
        System.Text.Json.JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(Wire.Ct), LivecallerJson.Default.DataEnvelopeAttachmentPayload)!;

    private static ByteArrayContent Chunk(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };

    private sealed record TusAnswer(HttpResponseMessage Response, AttachmentPayload? Attachment)
    {
        public HttpStatusCode Status => Response.StatusCode;

        public string Location => Response.Headers.Location!.OriginalString;

        public long Offset => long.Parse(Response.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

        public (HttpStatusCode, long) ToTuple() => (Status, Offset);
    }
}
