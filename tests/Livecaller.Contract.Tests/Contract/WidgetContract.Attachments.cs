using System.Net;
using System.Text;
using Livecaller.Contract.Tests.Servers;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly byte[] Ogg = [.. "OggS"u8, .. new byte[40]];

    [Fact]
    public async Task An_uploaded_file_goes_with_a_message_and_can_be_loaded_by_its_link()
    {
        var visitor = await LoginAsync();
        var uploaded = await visitor.UploadAsync("../folder\\note.TXT", "a\r\nb"u8.ToArray());
        Assert.Equal(HttpStatusCode.Created, uploaded.Status);
        Assert.Equal(("note.TXT", "text/plain", 4), (uploaded.Data.GetProperty("name").GetString(), uploaded.Data.GetProperty("mime_type").GetString(), uploaded.Data.GetProperty("size").GetInt32()));
        var id = uploaded.Data.GetProperty("id").GetString()!;
        var conversation = await visitor.StartAsync();
        var sent = await visitor.SendFilesAsync(conversation, id);
        Assert.Equal((HttpStatusCode.Created, ""), (sent.Status, sent.Data.GetProperty("content").GetString()));
        Assert.Equal(id, sent.Data.GetProperty("attachments")[0].GetProperty("id").GetString());
        Assert.Equal("a\r\nb", Encoding.UTF8.GetString((await visitor.LoadAsync(sent.Data.GetProperty("attachments")[0].GetProperty("url").GetString()!)).Bytes));
        Assert.Equal(id, (await visitor.GetAsync($"attachments/{id}")).Data.GetProperty("id").GetString());

        // A file is sent once.
        Assert.NotEmpty((await visitor.SendFilesAsync(conversation, id)).Reason("attachments"));
        var stranger = await LoginAsync();
        var theirs = (await stranger.UploadAsync("a.txt", "x"u8.ToArray())).Data.GetProperty("id").GetString()!;
        Assert.NotEmpty((await visitor.SendFilesAsync(conversation, theirs)).Reason("attachments"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"attachments/{theirs}")).Status);
    }

    [Fact]
    public async Task A_message_carries_at_most_ten_files()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        List<string> ids = [];
        for (var i = 0; i < 11; i++) ids.Add((await visitor.UploadAsync($"{i}.txt", "x"u8.ToArray())).Data.GetProperty("id").GetString()!);
        Assert.NotEmpty((await visitor.SendFilesAsync(conversation, [.. ids])).Reason("attachments"));
        Assert.NotEmpty((await visitor.SendFilesAsync(conversation, ids[0], ids[0])).Reason("attachments"));
        Assert.Equal(ids.Take(10), (await visitor.SendFilesAsync(conversation, [.. ids.Take(10)])).Data.GetProperty("attachments").EnumerateArray().Select(a => a.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task An_image_has_its_size_and_a_thumbnail()
    {
        var visitor = await LoginAsync();
        var image = (await visitor.UploadAsync("cat.png", Png)).Data;
        Assert.Equal(("image/png", 1, 1), (image.GetProperty("mime_type").GetString(), image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()));
        var loaded = await visitor.LoadAsync(image.GetProperty("url").GetString()!);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (loaded.Status, loaded.Response.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("inline", loaded.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.StartsWith("image/", (await visitor.LoadAsync(image.GetProperty("thumbnail_url").GetString()!)).Response.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        var text = (await visitor.UploadAsync("a.txt", "x"u8.ToArray())).Data;
        Assert.All((string[])["width", "height", "thumbnail_url", "duration", "waveform"], name => Assert.False(text.TryGetProperty(name, out _)));
        Assert.StartsWith("attachment", (await visitor.LoadAsync(text.GetProperty("url").GetString()!)).Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_keeps_its_length_and_waveform()
    {
        var visitor = await LoginAsync();
        var sound = (await visitor.UploadAsync("v.ogg", Ogg, ("duration", "1.5"), ("waveform", "[0,0.25,1]"))).Data;
        Assert.Equal(("audio/ogg", 1.5), (sound.GetProperty("mime_type").GetString(), sound.GetProperty("duration").GetDouble()));
        Assert.Equal([0, 0.25, 1], sound.GetProperty("waveform").EnumerateArray().Select(v => v.GetDouble()));
        var metadata = $"filename {TusCalls.Base64("v.ogg")},duration {TusCalls.Base64("2")},waveform {TusCalls.Base64("[1]")}";
        var created = await visitor.CreateUploadAsync("v.ogg", Ogg.Length, Ogg, ("Upload-Metadata", metadata));
        Assert.Equal((HttpStatusCode.Created, 2.0), (created.Status, created.Data.GetProperty("duration").GetDouble()));
        var sent = await visitor.SendFilesAsync(await visitor.StartAsync(), sound.GetProperty("id").GetString()!, created.Data.GetProperty("id").GetString()!);
        Assert.Equal([1.5, 2], sent.Data.GetProperty("attachments").EnumerateArray().Select(a => a.GetProperty("duration").GetDouble()));
    }

    [Theory]
    [InlineData("v.ogg", "duration", "-1")]
    [InlineData("v.ogg", "duration", "3601")]
    [InlineData("v.ogg", "duration", "NaN")]
    [InlineData("v.ogg", "duration", "1e3")]
    [InlineData("v.ogg", "duration", "")]
    [InlineData("v.ogg", "waveform", "[]")]
    [InlineData("v.ogg", "waveform", "[2]")]
    [InlineData("v.ogg", "waveform", "[\"1\"]")]
    [InlineData("v.ogg", "waveform", "[null]")]
    [InlineData("v.ogg", "waveform", "{}")]
    [InlineData("v.ogg", "waveform", "x")]
    [InlineData("a.txt", "duration", "1")]
    [InlineData("a.txt", "waveform", "[1]")]
    [InlineData("a.png", "duration", "1")]
    public async Task What_cannot_be_a_recording_is_told_by_field_in_a_form_and_in_tus(string name, string field, string value)
    {
        var visitor = await LoginAsync();
        var bytes = name == "v.ogg" ? Ogg : name == "a.png" ? Png : "x"u8.ToArray();
        Assert.NotEmpty((await visitor.UploadAsync(name, bytes, (field, value))).Reason(field));
        var metadata = $"filename {TusCalls.Base64(name)},{field} {TusCalls.Base64(value)}";
        Assert.NotEmpty((await visitor.CreateUploadAsync(name, bytes.Length, null, ("Upload-Metadata", metadata))).Reason(field));
    }

    [Fact]
    public async Task A_waveform_has_at_most_128_values()
    {
        var visitor = await LoginAsync();
        string Values(int count) => $"[{string.Join(',', Enumerable.Repeat("0.5", count))}]";
        Assert.Equal(HttpStatusCode.Created, (await visitor.UploadAsync("v.ogg", Ogg, ("waveform", Values(128)))).Status);
        Assert.NotEmpty((await visitor.UploadAsync("v.ogg", Ogg, ("waveform", Values(129)))).Reason("waveform"));
    }

    [Fact]
    public async Task A_file_of_a_kind_or_size_that_is_not_accepted_is_refused()
    {
        var visitor = await LoginAsync();
        foreach (var name in (string[])["tool.exe", "page.svg", "page.html", "noextension", ".txt.exe"])
            Assert.Equal((name, HttpStatusCode.UnsupportedMediaType), (name, (await visitor.UploadAsync(name, [1])).Status));
        // The bytes must be what the name says.
        foreach (var (name, bytes) in ((string, byte[])[])[("a.png", "MZ"u8.ToArray()), ("a.txt", Png), ("a.txt", [0, 1, 2]), ("a.ogg", "text"u8.ToArray())])
            Assert.Equal((name, HttpStatusCode.UnsupportedMediaType), (name, (await visitor.UploadAsync(name, bytes)).Status));
        Assert.NotEmpty((await visitor.UploadAsync("a.txt", [])).Reason("file"));
        Assert.Equal(HttpStatusCode.Created, (await visitor.UploadAsync("a.txt", [.. Enumerable.Repeat((byte)'x', ContractSetup.MaxAttachmentBytes)])).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.UploadAsync("a.txt", [.. Enumerable.Repeat((byte)'x', ContractSetup.MaxAttachmentBytes + 1)])).Status);
    }

    [Fact]
    public async Task A_form_without_a_file_is_told_so()
    {
        var visitor = await LoginAsync();
        Assert.NotEmpty((await visitor.SendAsync(HttpMethod.Post, "attachments", new MultipartFormDataContent { { new StringContent("x"), "note" } })).Reason("file"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PostTextAsync("attachments", "{}")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PostAsync("attachments")).Status);
        Assert.NotEmpty((await visitor.PostTextAsync("attachments", "x", "multipart/form-data")).Reason("body"));
    }

    [Fact]
    public async Task A_link_is_signed_and_ends_and_the_history_gives_a_new_one()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var id = (await visitor.UploadAsync("cat.png", Png)).Data.GetProperty("id").GetString()!;
        var conversation = await visitor.StartAsync();
        var url = (await visitor.SendFilesAsync(conversation, id)).Data.GetProperty("attachments")[0].GetProperty("url").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await visitor.LoadAsync(url)).Status);
        foreach (var changed in (string[])[url.Split('?')[0], url[..^2], url.Replace("expires=", "expires=9", StringComparison.Ordinal), url.Replace(id, Visitor.NewId(), StringComparison.Ordinal)])
            Assert.Equal((changed, HttpStatusCode.Forbidden), (changed, (await visitor.LoadAsync(changed)).Status));
        Assert.Equal(url, (await visitor.MessagesAsync(conversation))[^1].GetProperty("attachments")[0].GetProperty("url").GetString());

        server.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.LoadAsync(url)).Status);
        foreach (var attachment in (System.Text.Json.JsonElement[])[
            (await visitor.MessagesAsync(conversation))[^1].GetProperty("attachments")[0], (await visitor.EventsAsync(conversation))[^1].GetProperty("data").GetProperty("attachments")[0],
            (await visitor.GetAsync($"attachments/{id}")).Data])
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.LoadAsync(attachment.GetProperty("url").GetString()!)).Status);
            Assert.Equal(HttpStatusCode.OK, (await visitor.LoadAsync(attachment.GetProperty("thumbnail_url").GetString()!)).Status);
        }
    }

    [Fact]
    public async Task What_was_not_sent_in_a_day_is_gone_and_what_was_sent_stays()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var conversation = await visitor.StartAsync();
        var sent = (await visitor.UploadAsync("a.txt", "x"u8.ToArray())).Data.GetProperty("id").GetString()!;
        await visitor.SendFilesAsync(conversation, sent);
        var kept = (await visitor.UploadAsync("b.txt", "x"u8.ToArray())).Data.GetProperty("id").GetString()!;
        server.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"attachments/{kept}")).Status);
        server.Time.Advance(TimeSpan.FromHours(1));
        server.Time.Advance(TimeSpan.FromMinutes(10));
        while ((await visitor.GetAsync($"attachments/{kept}")).Status != HttpStatusCode.NotFound) TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        Assert.NotEmpty((await visitor.SendFilesAsync(conversation, kept)).Reason("attachments"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"attachments/{sent}")).Status);
    }
}
