using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Attachments;

public sealed class AttachmentTests
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_picture_is_stored_sent_once_and_served_safely()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var uploaded = await visitor.UploadAsync("../../etc/cat\u202Egnp.png", Png);
        Assert.Equal(HttpStatusCode.Created, uploaded.Status);
        Assert.Equal("catgnp.png", uploaded.Data.GetProperty("name").GetString());
        Assert.Equal(1, uploaded.Data.GetProperty("width").GetInt32());
        var attachments = new[] { uploaded.Data.GetProperty("id").GetString() };

        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        var sent = await visitor.PostAsync(path, new { id = Caller.NewId(), attachments });
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync(path, new { id = Caller.NewId(), attachments })).Status);

        var url = sent.Data.GetProperty("attachments")[0].GetProperty("url").GetString()!;
        using var anybody = new HttpClient();
        var file = await anybody.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.Equal(Png, await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await anybody.GetAsync(url + "0", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task What_is_refused_contradicts_itself_or_is_too_large_is_not_kept()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MaxAttachmentBytes", "1000"));
        var visitor = await server.VisitorAsync();
        foreach (var name in (string[])["page.svg", "page.html", "run.exe", "noextension", "words.pdf", "picture.jpg"])
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.UploadAsync(name, Png)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.UploadAsync("a.txt", Png)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.UploadAsync("a.txt", [.. Enumerable.Repeat((byte)'x', 1001)])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.UploadAsync("a.txt", [])).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PostAsync("/attachments", new { })).Status);
        Assert.Empty(TestFiles.Names(server.Directory));
    }
}
