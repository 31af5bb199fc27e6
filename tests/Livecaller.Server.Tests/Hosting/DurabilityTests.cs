using System.Collections.Concurrent;
using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Hosting;

public sealed class DurabilityTests
{
    [Fact]
    public async Task A_copy_of_a_running_servers_files_has_every_acknowledged_message()
    {
        var copy = Directory.CreateTempSubdirectory("livecaller-copy").FullName;
        ConcurrentBag<string> acknowledged = [];
        await using var running = await LivecallerServer.StartAsync();
        var visitor = await running.VisitorAsync();
        var id = await visitor.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var message = Caller.NewId();
            var answer = await visitor.PostAsync($"/conversations/{id}/messages", new { id = message, content = $"{i}" });
            if (answer.Status == HttpStatusCode.Created) acknowledged.Add(message);
        }));
        // What a process leaves behind that is killed now: its last pages are in the WAL alone.
        foreach (var file in Directory.GetFiles(running.Directory)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        Assert.NotEqual(0, new FileInfo(Path.Combine(copy, "livecaller.db-wal")).Length);

        await using (var second = await LivecallerServer.StartAsync(copy))
        {
            var again = new Caller(second.NewClient(visitor.Token), "/v1/widget", visitor.Id, "");
            var events = (await again.GetAsync($"/conversations/{id}/events")).Data.EnumerateArray().ToList();
            Assert.Equal(50, acknowledged.Count);
            Assert.Empty(acknowledged.Except(events.Select(e => e.GetProperty("data").GetProperty("id").GetString()!)));
            Assert.Equal(Enumerable.Range(1, 52).Select(i => (long)i), events.Select(e => e.GetProperty("sequence").GetInt64()));
        }
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Only_the_owner_may_read_what_is_kept()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        await visitor.StartAsync();
        await visitor.UploadAsync("a.txt", "x"u8.ToArray());
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var kept = Directory.GetFileSystemEntries(server.Directory).Concat(Directory.GetFiles(Path.Combine(server.Directory, "attachments")));
        Assert.Contains(Path.Combine(server.Directory, "livecaller.db-wal"), kept);
        foreach (var path in kept) Assert.Equal((path, UnixFileMode.None), (path, File.GetUnixFileMode(path) & Others));
    }

    [Fact]
    public async Task A_database_of_an_earlier_version_is_closed_to_others_at_the_next_start()
    {
        if (OperatingSystem.IsWindows()) return;
        var directory = Directory.CreateTempSubdirectory("livecaller-rights").FullName;
        await using (await LivecallerServer.StartAsync(directory)) { }
        var file = Path.Combine(directory, "livecaller.db");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using (await LivecallerServer.StartAsync(directory))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Directory.Delete(directory, recursive: true);
    }
}
