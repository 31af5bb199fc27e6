using System.Globalization;
using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadTests
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_file_comes_in_parts_and_is_then_an_attachment_like_any_other()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var created = await tus.CreateAsync("../cat.png", Png.Length);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var location = created.Response.Headers.Location!.ToString();
        var id = created.Data.GetProperty("id").GetString()!;
        Assert.EndsWith("/" + id, location, StringComparison.Ordinal);
        Assert.Equal(("cat.png", "image/png", Png.Length), (created.Data.GetProperty("name").GetString(),
            created.Data.GetProperty("mime_type").GetString(), created.Data.GetProperty("size").GetInt32()));

        var first = await tus.PatchAsync(location, 0, Png[..40]);
        Assert.Equal((HttpStatusCode.NoContent, 40), (first.Status, first.Offset()));
        var last = await tus.PatchAsync(location, 40, Png[40..]);
        Assert.Equal((HttpStatusCode.NoContent, Png.Length), (last.Status, last.Offset()));

        var whole = await tus.GetAsync(location);
        Assert.Equal((HttpStatusCode.OK, 1), (whole.Status, whole.Data.GetProperty("width").GetInt32()));
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        var sent = await visitor.PostAsync(path, new { id = Caller.NewId(), attachments = new[] { id } });
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        using var anybody = new HttpClient();
        Assert.Equal(Png, await anybody.GetByteArrayAsync(
            sent.Data.GetProperty("attachments")[0].GetProperty("url").GetString(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_complete_is_no_attachment_yet()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var created = await tus.CreateAsync("a.txt", 10);
        var location = created.Response.Headers.Location!.ToString();
        await tus.PatchAsync(location, 0, "01234"u8.ToArray());

        var early = await tus.GetAsync(location);
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Contains("5 of 10", early.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var sent = await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/messages",
            new { id = Caller.NewId(), attachments = new[] { created.Data.GetProperty("id").GetString() } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.Status);
        using var anybody = new HttpClient();
        var link = await anybody.GetAsync(created.Data.GetProperty("url").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, link.StatusCode);
    }

    [Fact]
    public async Task The_offset_is_told_with_length_metadata_and_expiry_until_the_upload_is_complete_and_after()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        await tus.PatchAsync(location, 0, "01234"u8.ToArray());
        var head = await tus.HeadAsync(location);
        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Equal(("5", "10", TusClient.Metadata("a.txt"), "1.0.0", "no-store"), (head.Header("Upload-Offset"), head.Header("Upload-Length"),
            head.Header("Upload-Metadata"), head.Header("Tus-Resumable"), head.Header("Cache-Control")));
        Assert.True(DateTimeOffset.ParseExact(head.Header("Upload-Expires")!, "R", CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow());

        await tus.PatchAsync(location, 5, "56789"u8.ToArray());
        var complete = await tus.HeadAsync(location);
        Assert.Equal(("10", "10", TusClient.Metadata("a.txt"), null), (complete.Header("Upload-Offset"), complete.Header("Upload-Length"),
            complete.Header("Upload-Metadata"), complete.Header("Upload-Expires")));
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, 10, [])).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await tus.PatchAsync(location, 10, [1])).Status);
    }

    [Fact]
    public async Task The_first_bytes_may_come_with_the_creation_and_may_be_all()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var part = await tus.CreateAsync("a.txt", 10, "01234"u8.ToArray());
        Assert.Equal((HttpStatusCode.Created, 5), (part.Status, part.Offset()));
        Assert.Equal(5, (await tus.HeadAsync(part.Response.Headers.Location!.ToString())).Offset());
        var all = await tus.CreateAsync("a.txt", 10, "0123456789"u8.ToArray(), ("Upload-Checksum", TusClient.Sha256("0123456789"u8.ToArray())));
        Assert.Equal((HttpStatusCode.Created, 10), (all.Status, all.Offset()));
        Assert.Null(all.Header("Upload-Expires"));
        Assert.Equal(HttpStatusCode.OK, (await tus.GetAsync(all.Response.Headers.Location!.ToString())).Status);
    }

    [Fact]
    public async Task An_upload_that_is_given_up_is_gone_finished_or_not_but_a_sent_one_stays()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var part = await tus.CreateAsync("a.txt", 10, "01234"u8.ToArray());
        var whole = await tus.CreateAsync("a.txt", 5, "01234"u8.ToArray());
        foreach (var location in (string[])[part.Response.Headers.Location!.ToString(), whole.Response.Headers.Location!.ToString()])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await tus.DeleteAsync(location)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await tus.HeadAsync(location)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await tus.PatchAsync(location, 5, "5"u8.ToArray())).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await tus.DeleteAsync(location)).Status);
        }
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Directory, "attachments")));

        var sent = await tus.CreateAsync("a.txt", 5, "01234"u8.ToArray());
        await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/messages",
            new { id = Caller.NewId(), attachments = new[] { sent.Data.GetProperty("id").GetString() } });
        Assert.Equal(HttpStatusCode.Conflict, (await tus.DeleteAsync(sent.Response.Headers.Location!.ToString())).Status);
    }

    [Fact]
    public async Task A_client_that_knows_only_post_can_name_the_method_in_a_header()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        var patched = await tus.SendAsync(HttpMethod.Post, location, TusClient.Chunk("01234"u8.ToArray()),
            ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "0"));
        Assert.Equal((HttpStatusCode.NoContent, 5), (patched.Status, patched.Offset()));
        Assert.Equal(5, (await tus.SendAsync(HttpMethod.Post, location, null, ("X-HTTP-Method-Override", "HEAD"))).Offset());
        Assert.Equal(HttpStatusCode.NoContent, (await tus.SendAsync(HttpMethod.Post, location, null, ("X-HTTP-Method-Override", "DELETE"))).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await tus.SendAsync(HttpMethod.Post, location)).Status);
    }

    [Fact]
    public async Task What_the_server_offers_is_told_without_a_login()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MaxAttachmentBytes", "1000"));
        using var anybody = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Options, TusClient.Root);
        var offer = await Answer.ReadAsync(await anybody.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NoContent, offer.Status);
        Assert.Equal(("1.0.0", "creation,creation-with-upload,termination,checksum,expiration", "1000", "sha1,sha256,sha512"),
            (offer.Header("Tus-Version"), offer.Header("Tus-Extension"), offer.Header("Tus-Max-Size"), offer.Header("Tus-Checksum-Algorithm")));
    }
}
