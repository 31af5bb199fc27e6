using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadBreakTests
{
    private static readonly byte[] First = [.. Enumerable.Repeat((byte)'a', 10_000)];
    private static readonly byte[] Rest = [.. Enumerable.Repeat((byte)'b', 5_000)];

    [Fact]
    public async Task What_came_before_a_connection_broke_is_kept()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var location = await tus.BeginAsync("a.txt", First.Length + Rest.Length);
        await BreakOffAsync(server, visitor, location);

        Assert.Equal(First.Length, (await tus.HeadAsync(location)).Offset());
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, First.Length, Rest)).Status);
        using var anybody = new HttpClient();
        var url = (await tus.GetAsync(location)).Data.GetProperty("url").GetString();
        byte[] all = [.. First, .. Rest];
        Assert.Equal(all, await anybody.GetByteArrayAsync(url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Bytes_whose_checksum_could_not_be_checked_are_not_kept_when_the_connection_breaks()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        var location = await tus.BeginAsync("a.txt", First.Length + Rest.Length);
        await BreakOffAsync(server, visitor, location, ("Upload-Checksum", TusClient.Sha1([.. First, .. Rest])));
        Assert.Equal(0, (await tus.HeadAsync(location)).Offset());
        Assert.Empty(TestFiles.Names(server.Directory));
    }

    [Fact]
    public async Task Of_two_calls_that_bring_bytes_at_once_one_wins()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", First.Length + Rest.Length);
        using var held = new HeldContent(First, Rest);
        var winner = tus.PatchAsync(location, 0, TusClient.Chunk(held));
        await ArrivedAsync(server, location);

        Assert.Equal((HttpStatusCode)423, (await tus.PatchAsync(location, 0, First)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await tus.GetAsync(location)).Status);
        held.Release();
        Assert.Equal(First.Length + Rest.Length, (await winner).Offset());
    }

    [Fact]
    public async Task Asking_for_the_offset_ends_a_call_that_still_waits_for_bytes()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", First.Length + Rest.Length);
        using var held = new HeldContent(First, Rest);
        var stale = tus.PatchAsync(location, 0, TusClient.Chunk(held));
        await ArrivedAsync(server, location);

        Assert.Equal(First.Length, (await tus.HeadAsync(location)).Offset());
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, First.Length, Rest)).Status);
        held.Release();
        Assert.Equal(HttpStatusCode.Conflict, (await stale).Status);
        Assert.Equal(First.Length + Rest.Length, (await tus.HeadAsync(location)).Offset());
    }

    [Theory]
    [InlineData(false, TestFiles.KeepsUnfinishedCalls ? 10_000 : 0)]
    [InlineData(true, 0)]
    public async Task A_server_that_was_killed_knows_how_far_an_upload_had_come(bool withChecksum, long expected)
    {
        await using var running = await LivecallerServer.StartAsync();
        var visitor = await running.VisitorAsync();
        var tus = new TusClient(visitor);
        var location = await tus.BeginAsync("a.txt", First.Length + Rest.Length);
        using var held = new HeldContent(First, Rest);
        (string, string?)[] headers = withChecksum ? [("Upload-Checksum", TusClient.Sha1([.. First, .. Rest]))] : [];
        var patch = tus.PatchAsync(location, 0, TusClient.Chunk(held), headers);
        await ArrivedAsync(running, location);

        // What a process leaves behind that is killed now.
        var copy = Directory.CreateTempSubdirectory("livecaller-copy").FullName;
        foreach (var file in running.Files())
        {
            var target = Path.Combine(copy, Path.GetRelativePath(running.Directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        TestFiles.Copy(running.Directory, copy);
        await using (var second = await LivecallerServer.StartAsync(copy))
        {
            var again = new TusClient(new Caller(second.NewClient(visitor.Token), "/v1/widget", visitor.Id, ""));
            Assert.Equal(expected, (await again.HeadAsync(location)).Offset());
            byte[] all = [.. First, .. Rest];
            Assert.Equal(HttpStatusCode.NoContent, (await again.PatchAsync(location, expected, all[(int)expected..])).Status);
            Assert.Equal(HttpStatusCode.OK, (await again.GetAsync(location)).Status);
        }
        Directory.Delete(copy, recursive: true);
        held.Release();
        Assert.Equal(HttpStatusCode.NoContent, (await patch).Status);
    }

    [Fact]
    public async Task An_upload_whose_last_byte_came_as_the_server_died_is_complete_at_the_next_look()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        foreach (var look in (Func<string, Task<Answer>>[])[tus.HeadAsync, tus.GetAsync, path => tus.PatchAsync(path, 5, [])])
        {
            var location = await tus.BeginAsync("a.txt", 5);
            TestFiles.Write(server.Directory, IdOf(location), "01234");
            Assert.True((await look(location)).Response.IsSuccessStatusCode);
            Assert.Equal(HttpStatusCode.OK, (await tus.GetAsync(location)).Status);
        }
    }

    private static string PathOf(LivecallerServer server, string location) =>
        TestFiles.PathOf(server.Directory, IdOf(location));

    private static string IdOf(string location) => location[(location.LastIndexOf('/') + 1)..];

    private static async Task ArrivedAsync(LivecallerServer server, string location)
    {
        var path = PathOf(server, location);
        while (!((string[])[path, path + ".chunk"]).Any(p => File.Exists(p) && new FileInfo(p).Length == First.Length))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task BreakOffAsync(LivecallerServer server, Caller visitor, string location, params (string Name, string? Value)[] headers)
    {
        using var held = new HeldContent(First, Rest);
        using var off = new CancellationTokenSource();
        var patch = new TusClient(visitor, off.Token).PatchAsync(location, 0, TusClient.Chunk(held), headers);
        await ArrivedAsync(server, location);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patch);
    }
}
