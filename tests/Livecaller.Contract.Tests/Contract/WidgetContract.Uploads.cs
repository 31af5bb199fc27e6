using System.Globalization;
using System.Net;
using Livecaller.Contract.Tests.Servers;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    private static readonly byte[] Ten = "0123456789"u8.ToArray();

    [Fact]
    public async Task A_file_comes_in_parts_and_is_then_an_attachment_like_any_other()
    {
        var visitor = await LoginAsync();
        var created = await visitor.CreateUploadAsync("../cat.png", Png.Length);
        Assert.Equal((HttpStatusCode.Created, "0", "1.0.0"), (created.Status, created.Header("Upload-Offset"), created.Header("Tus-Resumable")));
        Assert.Equal(("cat.png", "image/png", Png.Length), (created.Data.GetProperty("name").GetString(), created.Data.GetProperty("mime_type").GetString(), created.Data.GetProperty("size").GetInt32()));
        var (location, id) = (created.Header("Location")!, created.Data.GetProperty("id").GetString()!);
        Assert.EndsWith($"/v1/widget/attachments/{id}", location, StringComparison.Ordinal);

        var first = await visitor.PatchUploadAsync(location, 0, Png[..40]);
        Assert.Equal((HttpStatusCode.NoContent, "40"), (first.Status, first.Header("Upload-Offset")));
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.GetAsync($"attachments/{id}")).Status);
        Assert.NotEmpty((await visitor.SendFilesAsync(await visitor.StartAsync(), id)).Reason("attachments"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.LoadAsync(created.Data.GetProperty("url").GetString()!)).Status);
        var last = await visitor.PatchUploadAsync(location, 40, Png[40..]);
        Assert.Equal((HttpStatusCode.NoContent, $"{Png.Length}"), (last.Status, last.Header("Upload-Offset")));

        Assert.Equal(1, (await visitor.GetAsync($"attachments/{id}")).Data.GetProperty("width").GetInt32());
        var sent = await visitor.SendFilesAsync(await visitor.StartAsync(), id);
        Assert.Equal(Png, (await visitor.LoadAsync(sent.Data.GetProperty("attachments")[0].GetProperty("url").GetString()!)).Bytes);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.DeleteUploadAsync(location)).Status);
    }

    [Fact]
    public async Task The_offset_is_told_with_length_metadata_and_end_until_the_upload_is_complete_and_after()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        await visitor.PatchUploadAsync(location, 0, Ten[..5]);
        var head = await visitor.HeadUploadAsync(location);
        Assert.Equal((HttpStatusCode.OK, "5", "10", TusCalls.Metadata("a.txt"), "1.0.0", "no-store"), (head.Status, head.Header("Upload-Offset"), head.Header("Upload-Length"),
            head.Header("Upload-Metadata"), head.Header("Tus-Resumable"), head.Header("Cache-Control")));
        var left = DateTimeOffset.ParseExact(head.Header("Upload-Expires")!, "R", CultureInfo.InvariantCulture) - Server.Time.GetUtcNow();
        Assert.InRange(left, TimeSpan.FromHours(24) - TimeSpan.FromSeconds(2), TimeSpan.FromHours(24));

        await visitor.PatchUploadAsync(location, 5, Ten[5..]);
        var complete = await visitor.HeadUploadAsync(location);
        Assert.Equal(("10", "10", TusCalls.Metadata("a.txt"), null), (complete.Header("Upload-Offset"), complete.Header("Upload-Length"),
            complete.Header("Upload-Metadata"), complete.Header("Upload-Expires")));
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(location, 10, [])).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.PatchUploadAsync(location, 10, [1])).Status);
    }

    [Fact]
    public async Task The_first_bytes_may_come_with_the_creation_and_may_be_all()
    {
        var visitor = await LoginAsync();
        var part = await visitor.CreateUploadAsync("a.txt", 10, Ten[..5]);
        Assert.Equal((HttpStatusCode.Created, "5"), (part.Status, part.Header("Upload-Offset")));
        Assert.Equal("5", (await visitor.HeadUploadAsync(part.Header("Location")!)).Header("Upload-Offset"));
        var all = await visitor.CreateUploadAsync("a.txt", 10, Ten, ("Upload-Checksum", TusCalls.Sha256(Ten)));
        Assert.Equal((HttpStatusCode.Created, "10", null), (all.Status, all.Header("Upload-Offset"), all.Header("Upload-Expires")));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(all.Header("Location")!)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.CreateUploadAsync("a.txt", 9, Ten)).Status);
        Assert.Equal(460, (int)(await visitor.CreateUploadAsync("a.txt", 10, Ten, ("Upload-Checksum", TusCalls.Sha256(Ten[1..])))).Status);
    }

    [Fact]
    public async Task An_upload_that_is_given_up_is_gone_finished_or_not()
    {
        var visitor = await LoginAsync();
        foreach (var created in (Answer[])[await visitor.CreateUploadAsync("a.txt", 10, Ten[..5]), await visitor.CreateUploadAsync("a.txt", 5, Ten[..5])])
        {
            var location = created.Header("Location")!;
            Assert.Equal(HttpStatusCode.NoContent, (await visitor.DeleteUploadAsync(location)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.HeadUploadAsync(location)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PatchUploadAsync(location, 5, "5"u8.ToArray())).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.DeleteUploadAsync(location)).Status);
        }
    }

    [Fact]
    public async Task An_upload_of_another_visitor_does_not_exist()
    {
        var location = await (await LoginAsync()).BeginUploadAsync("a.txt", 10);
        var stranger = await LoginAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.HeadUploadAsync(location)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PatchUploadAsync(location, 0, Ten)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteUploadAsync(location)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(location)).Status);
    }

    [Fact]
    public async Task An_upload_that_is_not_finished_in_a_day_is_gone()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        server.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(location, 0, Ten[..5])).Status);
        server.Time.Advance(TimeSpan.FromMinutes(11));
        foreach (var call in (Func<Task<Answer>>[])[() => visitor.PatchUploadAsync(location, 5, Ten[5..]), () => visitor.HeadUploadAsync(location), () => visitor.GetAsync(location)])
        {
            var late = await call();
            // The server may be removing it at this moment.
            while (late.Status is HttpStatusCode.Locked or HttpStatusCode.Conflict) late = await call();
            Assert.Contains(late.Status, (HttpStatusCode[])[HttpStatusCode.Gone, HttpStatusCode.NotFound]);
        }
    }

    [Fact]
    public async Task A_visitor_has_at_most_20_unfinished_uploads()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        for (var i = 1; i < 20; i++) await visitor.BeginUploadAsync("a.txt", 10);
        var refused = await visitor.CreateUploadAsync("a.txt", 10);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.True(int.Parse(refused.Header("Retry-After")!, null) > 0);
        await visitor.PatchUploadAsync(location, 0, Ten);
        Assert.Equal(HttpStatusCode.Created, (await visitor.CreateUploadAsync("a.txt", 10)).Status);
    }

    [Theory]
    [InlineData("Upload-Length", null)]
    [InlineData("Upload-Length", "-1")]
    [InlineData("Upload-Length", "ten")]
    [InlineData("Upload-Length", "1.5")]
    [InlineData("Upload-Length", "99999999999999999999")]
    [InlineData("Upload-Length", "0")]
    [InlineData("Upload-Defer-Length", "1")]
    [InlineData("Upload-Metadata", null)]
    [InlineData("Upload-Metadata", "filename")]
    [InlineData("Upload-Metadata", "filename a.txt")]
    [InlineData("Upload-Metadata", "filename /w==")]
    [InlineData("Upload-Metadata", "filetype dGV4dA==")]
    [InlineData("Upload-Metadata", "filename YS50eHQ= YS50eHQ=")]
    [InlineData("Upload-Metadata", "filename YS50eHQ=,filename YS50eHQ=")]
    [InlineData("Upload-Metadata", "filename YS50eHQ=,")]
    public async Task A_creation_that_cannot_be_understood_is_told_by_header(string header, string? value) =>
        Assert.NotEmpty((await (await LoginAsync()).CreateUploadAsync("a.txt", 10, null, (header, value))).Reason(header));

    [Fact]
    public async Task A_creation_of_another_kind_or_size_is_refused_before_its_first_byte()
    {
        var visitor = await LoginAsync();
        Assert.Equal(HttpStatusCode.Created, (await visitor.CreateUploadAsync("a.txt", ContractSetup.MaxAttachmentBytes)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.CreateUploadAsync("a.txt", ContractSetup.MaxAttachmentBytes + 1)).Status);
        foreach (var name in (string[])["page.svg", "run.exe", "noextension"])
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.CreateUploadAsync(name, 10)).Status);
    }

    [Fact]
    public async Task Bytes_that_contradict_the_name_end_the_upload()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.png", 5000);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(location, 0, "MZ"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PatchUploadAsync(location, 2, new byte[100])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.HeadUploadAsync(location)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.CreateUploadAsync("a.png", 2, "MZ"u8.ToArray())).Status);
        var late = await visitor.BeginUploadAsync("a.txt", 200);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(late, 0, [.. Enumerable.Repeat((byte)'x', 100)])).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PatchUploadAsync(late, 100, new byte[100])).Status);
    }

    [Fact]
    public async Task Bytes_go_only_where_the_upload_ends_and_no_more_than_were_announced()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        await visitor.PatchUploadAsync(location, 0, Ten[..5]);
        foreach (var offset in (long[])[0, 4, 6])
        {
            var refused = await visitor.PatchUploadAsync(location, offset, "x"u8.ToArray());
            Assert.Equal((HttpStatusCode.Conflict, "5"), (refused.Status, refused.Header("Upload-Offset")));
        }

        foreach (var offset in (string?[])[null, "-1", "five"])
            Assert.NotEmpty((await visitor.PatchUploadAsync(location, 5, "x"u8.ToArray(), ("Upload-Offset", offset))).Reason("Upload-Offset"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.PatchUploadAsync(location, 5, "567890"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            (await visitor.TusAsync(HttpMethod.Patch, location, new StringContent("56789"), ("Upload-Offset", "5"))).Status);
        Assert.Equal("5", (await visitor.HeadUploadAsync(location)).Header("Upload-Offset"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.TusAsync(HttpMethod.Post, "attachments", new StringContent("01234"),
            ("Upload-Length", "10"), ("Upload-Metadata", TusCalls.Metadata("a.txt")))).Status);
    }

    [Fact]
    public async Task Bytes_that_do_not_add_up_are_not_kept()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        Assert.Equal(460, (int)(await visitor.PatchUploadAsync(location, 0, Ten, ("Upload-Checksum", TusCalls.Sha256(Ten[1..])))).Status);
        foreach (var checksum in (string[])["crc32 AAAA", "sha256", "sha256 x", "sha256 AAAA", "SHA256" + TusCalls.Sha256(Ten)[6..], TusCalls.Sha256(Ten) + " x", "sha1 " + TusCalls.Sha256(Ten)[7..]])
            Assert.Equal((checksum, HttpStatusCode.BadRequest), (checksum, (await visitor.PatchUploadAsync(location, 0, Ten, ("Upload-Checksum", checksum))).Status));
        Assert.Equal("0", (await visitor.HeadUploadAsync(location)).Header("Upload-Offset"));
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(location, 0, Ten, ("Upload-Checksum", TusCalls.Sha256(Ten)))).Status);
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_told_which_one_is_spoken()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        foreach (var version in (string?[])[null, "0.2.2", "1.0.1"])
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Post])
            {
                var answer = await visitor.TusAsync(method, method == HttpMethod.Post ? "attachments" : location, null, ("Tus-Resumable", version), ("Upload-Length", "5"));
                Assert.Equal((412, "1.0.0", "1.0.0"), ((int)answer.Status, answer.Header("Tus-Version"), answer.Header("Tus-Resumable")));
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.HeadUploadAsync(location)).Status);
    }

    [Fact]
    public async Task A_client_that_knows_only_post_can_name_the_method_in_a_header()
    {
        var visitor = await LoginAsync();
        var location = await visitor.BeginUploadAsync("a.txt", 10);
        var patched = await visitor.TusAsync(HttpMethod.Post, location, TusCalls.Chunk(Ten[..5]), ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "0"));
        Assert.Equal((HttpStatusCode.NoContent, "5"), (patched.Status, patched.Header("Upload-Offset")));
        Assert.Equal("5", (await visitor.TusAsync(HttpMethod.Post, location, null, ("X-HTTP-Method-Override", "HEAD"))).Header("Upload-Offset"));
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.TusAsync(HttpMethod.Post, location, null, ("X-HTTP-Method-Override", "DELETE"))).Status);
        var wrong = await visitor.TusAsync(HttpMethod.Post, location, null);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, true), (wrong.Status, wrong.Header("Allow") is { Length: > 0 }));
    }

    [Fact]
    public async Task What_the_server_offers_is_told_without_a_login()
    {
        var offer = await new Visitor(Server) { Widget = null }.SendAsync(HttpMethod.Options, "attachments");
        Assert.Equal((HttpStatusCode.NoContent, "1.0.0", "creation,creation-with-upload,termination,checksum,expiration", $"{ContractSetup.MaxAttachmentBytes}", "sha1,sha256,sha512"),
            (offer.Status, offer.Header("Tus-Version"), offer.Header("Tus-Extension"), offer.Header("Tus-Max-Size"), offer.Header("Tus-Checksum-Algorithm")));
    }
}
