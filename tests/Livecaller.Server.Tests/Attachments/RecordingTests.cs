using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Attachments;

public sealed class RecordingTests
{
    // The list of tracks decides: 1 is a picture, 2 is sound. As a browser's recorder writes it, with a segment whose end is not known.
    private static readonly byte[] Sound = Webm(2);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_is_served_with_its_length_and_its_waveform()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var created = await tus.CreateAsync("voice.webm", Sound.Length, null, ("Upload-Metadata", Metadata("voice.webm", "12.345", "[0,0.5,1]")));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var location = created.Response.Headers.Location!.ToString();
        await tus.PatchAsync(location, 0, Sound[..10]);
        await tus.PatchAsync(location, 10, Sound[10..]);
        var uploaded = (await tus.GetAsync(location)).Data;
        Assert.Equal("audio/webm", uploaded.GetProperty("mime_type").GetString());

        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        await visitor.PostAsync(path, new { id = Caller.NewId(), attachments = new[] { uploaded.GetProperty("id").GetString() } });
        var received = (await visitor.GetAsync(path)).Data.EnumerateArray().Last().GetProperty("attachments")[0];
        foreach (var said in (JsonElement[])[uploaded, received])
        {
            Assert.Equal(12.345, said.GetProperty("duration").GetDouble());
            Assert.Equal([0, 0.5, 1], said.GetProperty("waveform").EnumerateArray().Select(v => v.GetDouble()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_says_it_in_fields_before_or_after_the_file(bool before)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        using var form = new MultipartFormDataContent();
        if (!before) form.Add(new ByteArrayContent(Sound), "file", "voice.webm");
        form.Add(new StringContent("3"), "duration");
        form.Add(new StringContent("[1]"), "waveform");
        if (before) form.Add(new ByteArrayContent(Sound), "file", "voice.webm");
        var uploaded = await Answer.ReadAsync(await visitor.Client.PostAsync("/v1/widget/attachments", form, _ct));
        Assert.Equal(3, uploaded.Data.GetProperty("duration").GetDouble());
        Assert.Equal(1, uploaded.Data.GetProperty("waveform")[0].GetDouble());
    }

    [Theory]
    [InlineData("audio/webm", "a.webm", 2)]
    [InlineData("video/webm", "a.webm", 1)]
    [InlineData("video/webm", "a.webm", 2, 1)]
    public async Task What_a_webm_is_goes_by_its_tracks(string type, string name, params int[] tracks)
    {
        await using var server = await LivecallerServer.StartAsync();
        Assert.Equal(type, (await (await server.VisitorAsync()).UploadAsync(name, Webm(tracks))).Data.GetProperty("mime_type").GetString());
    }

    public static TheoryData<string, string, byte[]> Heads => new()
    {
        { "a.ogg", "audio/ogg", [.. "OggS\0\x02"u8, .. new byte[60]] },
        { "a.m4a", "audio/mp4", [0, 0, 0, 0x1C, .. "ftypM4A "u8, .. new byte[60]] },
        { "a.mp3", "audio/mpeg", [.. "ID3"u8, .. new byte[60]] },
        { "a.wav", "audio/wav", [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "WAVEfmt "u8, .. new byte[60]] },
        { "a.webm", "audio/webm", Sound },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public async Task A_recording_that_breaks_off_is_taken_and_can_be_sought_in(string name, string type, byte[] head)
    {
        await using var server = await LivecallerServer.StartAsync();
        using var anybody = new HttpClient();
        var uploaded = await (await server.VisitorAsync()).UploadAsync(name, head);
        Assert.Equal(HttpStatusCode.Created, uploaded.Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, uploaded.Data.GetProperty("url").GetString()) { Headers = { Range = new RangeHeaderValue(5, 9) } };
        var part = await anybody.SendAsync(request, _ct);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(head[5..10], await part.Content.ReadAsByteArrayAsync(_ct));
        Assert.Equal($"bytes 5-9/{head.Length}", part.Content.Headers.ContentRange?.ToString());
        Assert.Equal(type, part.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", part.Content.Headers.ContentDisposition?.DispositionType);
    }

    private static string Metadata(string name, string? duration, string? waveform)
    {
        var text = $"filename {Base64(name)}";
        if (duration is not null) text += $",duration {Base64(duration)}";
        if (waveform is not null) text += $",waveform {Base64(waveform)}";
        return text;

        static string Base64(string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
    }

    private static byte[] Webm(params int[] tracks)
    {
        byte[] entries = [.. tracks.SelectMany(t => (byte[])[0xAE, 0x86, 0xD7, 0x81, 1, 0x83, 0x81, (byte)t])];
        return [
            0x1A, 0x45, 0xDF, 0xA3, 0x87, 0x42, 0x82, 0x84, .. "webm"u8,
            0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0x15, 0x49, 0xA9, 0x66, 0x82, 0xEC, 0x80,
            0x16, 0x54, 0xAE, 0x6B, (byte)(0x80 | entries.Length), .. entries,
            0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xA3, 0x85];
    }
}
