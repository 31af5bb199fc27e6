using System.Net;
using Livecaller.Server.S3.Tests.Support;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.S3.Tests.Storage;

public sealed class S3FaultTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public static TheoryData<S3Fault, int> Faults => new()
    {
        { new S3Fault(503, "SlowDown"), 503 },
        { new S3Fault(500, "InternalError"), 503 },
        { new S3Fault(403, "SignatureDoesNotMatch"), 503 },
        { new S3Fault(404, "NoSuchBucket"), 503 },
        { new S3Fault(507, "XMinioStorageFull"), 507 },
        { new S3Fault { CutAfter = 0 }, 503 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_S3_cannot_store_is_the_servers_fault_and_a_retry_succeeds_without_leaving_anything(S3Fault fault, int status)
    {
        await using var node = await S3Node.StartAsync();
        var visitor = await node.Livecaller.VisitorAsync();
        var tus = new TusClient(visitor);
        var location = await tus.BeginAsync("rest.txt", 10);
        Assert.Equal(5, (await tus.PatchAsync(location, 0, "01234"u8.ToArray())).Offset());

        node.S3.Fault = _ => fault;
        foreach (var refused in (Answer[])[await visitor.UploadAsync("a.txt", "text"u8.ToArray()), await tus.PatchAsync(location, 5, "56789"u8.ToArray())])
        {
            Assert.Equal(status, (int)refused.Status);
            Assert.EndsWith("Try again later.", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.NotNull(refused.Header("Retry-After"));
        }

        Assert.Equal("Degraded", await node.ReadyAsync());
        // Messages need no files.
        await visitor.StartAsync();

        node.S3.Fault = null;
        Assert.Equal("Healthy", await node.ReadyAsync());
        Assert.Equal(HttpStatusCode.Created, (await visitor.UploadAsync("a.txt", "text"u8.ToArray())).Status);
        Assert.Equal(5, (await tus.HeadAsync(location)).Offset());
        Assert.Equal(10, (await tus.PatchAsync(location, 5, "56789"u8.ToArray())).Offset());
        using var anybody = new HttpClient();
        Assert.Equal("0123456789", await anybody.GetStringAsync((await tus.GetAsync(location)).Data.GetProperty("url").GetString(), _ct));
        Assert.Equal(2, node.Names.Count());
        Assert.Empty(node.S3.Unfinished);
    }

    [Fact]
    public async Task S3_that_does_not_answer_in_time_is_the_servers_fault()
    {
        await using var node = await S3Node.StartAsync(timeout: 1);
        var visitor = await node.Livecaller.VisitorAsync();
        var url = (await visitor.UploadAsync("a.txt", "text"u8.ToArray())).Data.GetProperty("url").GetString();
        var never = new TaskCompletionSource();
        node.S3.Fault = _ => new S3Fault { Delay = never.Task };
        using var anybody = new HttpClient();
        var answers = await Task.WhenAll(visitor.UploadAsync("b.txt", "text"u8.ToArray()), LoadAsync());
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        never.SetResult();
        node.S3.Fault = null;
        Assert.Equal("text", await anybody.GetStringAsync(url, _ct));

        async Task<Answer> LoadAsync() => await Answer.ReadAsync(await anybody.GetAsync(url, _ct));
    }

    [Theory]
    [InlineData(503, "SlowDown", HttpStatusCode.ServiceUnavailable)]
    [InlineData(404, "NoSuchBucket", HttpStatusCode.ServiceUnavailable)]
    [InlineData(404, "NoSuchKey", HttpStatusCode.NotFound)]
    public async Task A_file_that_cannot_be_loaded_is_a_problem_with_its_reason(int status, string code, HttpStatusCode expected)
    {
        await using var node = await S3Node.StartAsync();
        var visitor = await node.Livecaller.VisitorAsync();
        var url = (await visitor.UploadAsync("a.txt", "text"u8.ToArray())).Data.GetProperty("url").GetString();
        if (code == "NoSuchKey") node.S3.Remove(node.Names.Single());
        else node.S3.Fault = _ => new S3Fault(status, code);
        using var anybody = new HttpClient();
        Assert.Equal(expected, (await Answer.ReadAsync(await anybody.GetAsync(url, _ct))).Status);
    }

    [Fact]
    public async Task Half_an_object_is_read_again_and_never_passed_on_as_a_whole_one()
    {
        await using var node = await S3Node.StartAsync();
        var visitor = await node.Livecaller.VisitorAsync();
        var text = new string('x', 200_000);
        var url = (await visitor.UploadAsync("a.txt", System.Text.Encoding.UTF8.GetBytes(text))).Data.GetProperty("url").GetString();
        using var anybody = new HttpClient();
        node.S3.Fault = request => request.Method == "GET" ? new S3Fault { CutAfter = 70_000 } : null;
        Assert.Equal(text, await anybody.GetStringAsync(url, _ct));

        var reads = 0;
        node.S3.Fault = request => request.Method == "GET" ? new S3Fault { CutAfter = reads++ == 0 ? 70_000 : 0 } : null;
        await Assert.ThrowsAsync<HttpRequestException>(() => anybody.GetStringAsync(url, _ct));
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_deleted_by_a_later_cleanup()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var node = await S3Node.StartAsync(time);
        var visitor = await node.Livecaller.VisitorAsync();
        var tus = new TusClient(visitor);
        // The first look at a new database's files deletes nothing.
        await Eventually.IsAsync(() => node.S3.Requests.Any(r => r.Contains("uploads", StringComparison.Ordinal) && (r + "&").Contains("prefix=chat%2F&", StringComparison.Ordinal)));
        await visitor.UploadAsync("whole.png", TestImages.Png());
        await tus.CreateAsync("half.txt", 10, "01234"u8.ToArray());
        Assert.Equal(3, node.Names.Count());
        // What a killed server leaves behind.
        node.S3.Put($"{S3Node.Prefix}{Caller.NewId()}.part.1", [1]);
        node.S3.Put("another/" + Caller.NewId(), [1]);
        node.S3.Fault = request => request.Method == "DELETE" ? new S3Fault(503) : null;
        time.Advance(TimeSpan.FromHours(25));
        await Eventually.IsAsync(async () => await RowsAsync(node) == 1);
        Assert.Equal(5, node.Names.Count());

        node.S3.Fault = null;
        var rounds = 0;
        while (node.Names.Count() > 1)
        {
            Assert.True(rounds++ < 100, string.Join('\n', [.. node.Names, .. node.Log.Of(LogLevel.Error), .. node.Log.Of(LogLevel.Warning)]));
            time.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, _ct);
        }

        Assert.StartsWith("another/", node.Names.Single(), StringComparison.Ordinal);
        Assert.Equal(0, await RowsAsync(node));
    }

    private async Task<int> RowsAsync(S3Node node)
    {
        await using var db = await node.Livecaller.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await db.Uploads.CountAsync(_ct) + await db.Attachments.CountAsync(_ct);
    }
}
