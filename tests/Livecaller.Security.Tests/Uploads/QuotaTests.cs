using System.Net;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Uploads;

/// <summary>A visitor could store 400 MB in a minute, until the disk was full.</summary>
public sealed class QuotaTests : IDisposable
{
    private const string Visitor = "Livecaller:Limits:UploadBytesPerDay";
    private const string Address = "Livecaller:Limits:UploadBytesPerAddressAndDay";
    private const string Server = "Livecaller:Limits:MaxStoredBytes";
    private static readonly byte[] Text = [.. Enumerable.Repeat((byte)'a', 3000)];

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "livecaller-quota-" + Guid.NewGuid().ToString("N"));
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_visitor_who_has_uploaded_enough_is_refused_with_the_reason_until_a_day_is_over(bool byTus)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, (Visitor, "10000"));
        var visitor = await server.VisitorAsync();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Created, (await UploadAsync(visitor, byTus)).Status);

        var refused = await UploadAsync(visitor, byTus);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("You can upload 10000 bytes in a day, and have uploaded 9000. Try again in 24 h.", refused.Body.GetProperty("detail").GetString());
        Assert.Equal(TimeSpan.FromDays(1), refused.Response.Headers.RetryAfter?.Delta);
        Assert.Equal(3, Files(server));
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(await server.VisitorAsync(), byTus)).Status);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(visitor, byTus)).Status);
    }

    [Fact]
    public async Task Visitors_of_one_address_share_its_limit()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Address, "10000"));
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Created, (await UploadAsync(await server.VisitorAsync(), byTus: true)).Status);

        var refused = await UploadAsync(await server.VisitorAsync(), byTus: true);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.StartsWith("Visitors at your address can upload 10000 bytes in a day", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Uploads_at_the_same_time_do_not_exceed_a_limit_together(bool byTus)
    {
        await using var server = await LivecallerServer.StartAsync(null, (Visitor, "10000"));
        var visitor = await server.VisitorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => UploadAsync(visitor, byTus))).WaitAsync(Cancelled);

        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal(HttpStatusCode.TooManyRequests, a.Status));
        Assert.Equal(3, Files(server));
    }

    [Fact]
    public async Task What_was_announced_and_what_was_stored_still_counts_after_a_restart_and_what_was_deleted_does_not()
    {
        string token;
        await using (var server = await LivecallerServer.StartAsync(_directory, (Visitor, "10000"), (Server, "10000")))
        {
            var visitor = await server.VisitorAsync();
            await UploadAsync(visitor, byTus: false);
            await new TusClient(visitor).BeginAsync("b.txt", 3000);
            token = visitor.Token;
        }

        await using var again = await LivecallerServer.StartAsync(_directory, (Visitor, "10000"), (Server, "10000"));
        var same = new TusClient(new Caller(again.NewClient(token), "/v1/widget", "", ""));
        var last = await same.BeginAsync("c.txt", 4000);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await same.CreateAsync("d.txt", 1)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await same.DeleteAsync(last)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await same.CreateAsync("d.txt", 4001)).Status);
    }

    [Fact]
    public async Task A_server_that_stores_enough_refuses_everybody_until_something_is_deleted()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, (Server, "10000"));
        var (owner, other) = (await server.VisitorAsync(), await server.VisitorAsync());
        var first = await new TusClient(owner).BeginAsync("a.txt", 9000);

        var refused = await UploadAsync(other, byTus: false);

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.Status);
        Assert.Equal("The server stores as many files as it is allowed to. Try again later.", refused.Body.GetProperty("detail").GetString());
        Assert.Equal(TimeSpan.FromSeconds(60), refused.Response.Headers.RetryAfter?.Delta);
        await new TusClient(owner).DeleteAsync(first);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(other, byTus: false)).Status);
    }

    [Fact]
    public async Task A_disk_with_little_free_space_takes_messages_and_no_files()
    {
        var disk = new SmallDisk();
        await using var server = await LivecallerServer.StartGuestAsync(
            builder => builder.Services.AddSingleton<DiskSpace>(disk), app => app.MapLivecaller(), settings: ("Livecaller:Limits:MinFreeDiskBytes", "10000"));
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var begun = await tus.BeginAsync("a.txt", 3000);

        disk.Free = 12_999;
        var piece = await tus.PatchAsync(begun, 0, Text);
        Answer[] refused = [piece, await UploadAsync(visitor, byTus: false), await UploadAsync(visitor, byTus: true)];

        Assert.All(refused, answer =>
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, answer.Status);
            Assert.Equal("The server's disk has too little free space for more files. Try again later.", answer.Body.GetProperty("detail").GetString());
        });
        await visitor.StartAsync("Words need no space");
        disk.Free = 13_000;
        Assert.Equal(3000, (await tus.PatchAsync(begun, 0, Text)).Offset());
    }

    [Fact]
    public async Task A_file_in_pieces_of_one_byte_is_refused_after_a_while_and_resumes_later()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:UploadChunksPerMinute", "5"));
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 100);
        for (var i = 0; i < 5; i++) Assert.Equal(i + 1, (await tus.PatchAsync(location, i, "a"u8.ToArray())).Offset());

        var refused = await tus.PatchAsync(location, 5, "a"u8.ToArray());

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Response.Headers.RetryAfter?.Delta);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(6, (await tus.PatchAsync(location, 5, "a"u8.ToArray())).Offset());
    }

    private static Task<Answer> UploadAsync(Caller visitor, bool byTus) =>
        byTus ? new TusClient(visitor).CreateAsync("a.txt", Text.Length, Text) : visitor.UploadAsync("a.txt", Text);

    private static int Files(LivecallerServer server) => Directory.GetFiles(Path.Combine(server.Directory, "attachments")).Length;

    private sealed class SmallDisk() : DiskSpace(null!)
    {
        public long Free { get; set; } = 1_000_000;

        public override long Available => Free;
    }
}
