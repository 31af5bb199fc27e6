using Livecaller.Server.Hosting;
using Livecaller.Server.S3.Storage;
using Livecaller.Server.S3.Tests.Support;
using Livecaller.Server.Storage;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.S3.Tests.Storage;

public sealed class S3BucketTests : IAsyncDisposable
{
    private const int Part = S3Bucket.MinPartBytes;
    private readonly string _file = Path.GetTempFileName();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private S3Server? _server;

    [Fact]
    public async Task A_large_file_is_stored_in_parts_and_a_small_one_in_one_piece()
    {
        using var bucket = await BucketAsync();
        foreach (var length in (int[])[1, 2 * S3Bucket.PartBytes, (2 * S3Bucket.PartBytes) + 1])
        {
            var content = Bytes(length);
            await File.WriteAllBytesAsync(_file, content, _ct);
            await bucket.PutFileAsync("a file+ä/ö.txt", _file, _ct);
            Assert.Equal(content, _server!.Content("tests/a file+ä/ö.txt"));
        }

        Assert.Single(_server!.Requests, r => r.Contains("partNumber=3", StringComparison.Ordinal));
        Assert.Empty(_server.Unfinished);
    }

    [Fact]
    public async Task A_missing_part_and_small_ones_are_refused_and_an_upload_can_be_given_up()
    {
        using var bucket = await BucketAsync();
        var upload = await bucket.BeginAsync("large", _ct);
        List<S3Part> parts = [];
        for (var number = 1; number <= 3; number++)
        {
            using var content = new MemoryStream(Bytes(Part));
            parts.Add(await bucket.AddPartAsync("large", upload, number, content, _ct));
        }

        using (var small = new MemoryStream(Bytes(10))) parts[1] = await bucket.AddPartAsync("large", upload, 2, small, _ct);
        Assert.Equal(parts, await bucket.PartsAsync("large", upload, _ct));
        Assert.Equal("InvalidPart", await CodeAsync(bucket.CompleteAsync("large", upload, [parts[0], new S3Part(4, Part, "\"0\"")], _ct)));
        Assert.Equal("EntityTooSmall", await CodeAsync(bucket.CompleteAsync("large", upload, parts, _ct)));

        await bucket.AbortAsync("large", upload, _ct);
        await bucket.AbortAsync("large", upload, _ct);
        Assert.Empty(_server!.Unfinished);
        Assert.Equal("NoSuchUpload", await CodeAsync(bucket.CompleteAsync("large", upload, [parts[0]], _ct)));
        Assert.Null(await bucket.FindAsync("large", _ct));
    }

    [Fact]
    public async Task An_upload_whose_completion_was_not_answered_is_complete()
    {
        using var bucket = await BucketAsync();
        var upload = await bucket.BeginAsync("large", _ct);
        using var content = new MemoryStream(Bytes(Part));
        var part = await bucket.AddPartAsync("large", upload, 1, content, _ct);
        await bucket.CompleteAsync("large", upload, [part], _ct);
        await bucket.CompleteAsync("large", upload, [part], _ct);
        Assert.Equal(Part, _server!.Content("tests/large").Length);
    }

    [Theory]
    [InlineData("another secret", S3Server.Region, "SignatureDoesNotMatch")]
    [InlineData(S3Server.SecretKey, "us-west-1", "AuthorizationHeaderMalformed")]
    public async Task A_wrong_signature_is_refused(string secret, string region, string code)
    {
        using var bucket = await BucketAsync(secret, region);
        using var content = new MemoryStream([1]);
        Assert.Equal(code, await CodeAsync(bucket.PutAsync("a", content, _ct)));
        Assert.Empty(_server!.Names);
    }

    [Fact]
    public async Task An_object_is_read_from_any_place_and_again_where_the_answer_broke_off()
    {
        using var bucket = await BucketAsync();
        _server!.Put("tests/a", Bytes(300_000));
        var found = (await bucket.FindAsync("a", _ct))!;
        _server.Fault = request => request.Method == "GET" ? new S3Fault { CutAfter = 100_000 } : null;
        await using var stream = new S3ReadStream(bucket, found, TimeSpan.FromSeconds(5));
        var read = new byte[300_000];
        await stream.ReadExactlyAsync(read, _ct);
        Assert.Equal(Bytes(300_000), read);
        stream.Position = 299_990;
        Assert.Equal(10, await stream.ReadAsync(read, _ct));
        Assert.Equal(0, await stream.ReadAsync(read, _ct));

        // Another object in its place is not its rest.
        stream.Position = 10;
        _server.Put("tests/a", Bytes(300_001));
        Assert.Equal("PreconditionFailed", await CodeAsync(stream.ReadAsync(read, _ct).AsTask()));
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_file);
        if (_server is not null) await _server.DisposeAsync();
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7 >> 3))];

    private static async Task<string> CodeAsync(Task work) => S3Faults.CodeOf(await Assert.ThrowsAsync<StorageException>(() => work));

    private async Task<S3Bucket> BucketAsync(string secret = S3Server.SecretKey, string region = S3Server.Region)
    {
        _server = await S3Server.StartAsync();
        return new S3Bucket(Options.Create(new LivecallerServerOptions
        {
            S3 = new()
            {
                Endpoint = _server.Address,
                Bucket = S3Server.Bucket,
                Prefix = "tests/",
                AccessKey = S3Server.AccessKey,
                SecretKey = secret,
                Region = region,
            },
        }));
    }
}
