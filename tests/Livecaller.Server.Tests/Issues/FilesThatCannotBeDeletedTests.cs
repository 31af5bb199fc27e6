using System.Net;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Issues;

/// <summary>One file that could not be deleted ended each sweep of uploads before all that came after it.</summary>
public sealed class FilesThatCannotBeDeletedTests
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_deleted_is_logged_once_and_keeps_nothing_else_from_being_deleted()
    {
        var log = new LogLines();
        await using var server = await LivecallerServer.StartAsync(null, _time, log);
        var visitor = await server.VisitorAsync();
        var tus = new TusClient(visitor);
        List<string> uploads = [];
        for (var i = 0; i < 3; i++)
        {
            uploads.Add((await tus.CreateAsync("half.txt", 10, "01234"u8.ToArray())).Data.GetProperty("id").GetString()!);
            uploads.Add((await visitor.UploadAsync("whole.txt", "whole"u8.ToArray())).Data.GetProperty("id").GetString()!);
        }
        // Whoever runs the tests, a folder cannot be deleted as a file is. The first two are met first.
        foreach (var id in uploads.Take(2)) Block(server, id);

        _time.Advance(TimeSpan.FromHours(25));
        await Eventually.IsAsync(async () => await RowsAsync(server) <= 1 && Directory.GetFiles(Path.Combine(server.Directory, "attachments")).Length == 0);
        // More rounds, each of which can be seen to have ended by what it removes.
        for (var round = 0; round < 2; round++)
        {
            await visitor.UploadAsync("more.txt", "more"u8.ToArray());
            _time.Advance(TimeSpan.FromHours(25));
            await Eventually.IsAsync(async () => await RowsAsync(server) <= 1);
        }

        foreach (var id in uploads.Take(2)) Assert.Single(log.Of(LogLevel.Error), l => l.Contains(id, StringComparison.Ordinal));
        Assert.Equal(2, log.Of(LogLevel.Error).Count);

        // Once they can be deleted, they are.
        foreach (var id in uploads.Take(2))
        {
            Directory.Delete(PathOf(server, id), recursive: true);
            File.WriteAllText(PathOf(server, id), "again");
        }
        _time.Advance(Round);
        await Eventually.IsAsync(async () => await RowsAsync(server) == 0 && Directory.GetFiles(Path.Combine(server.Directory, "attachments")).Length == 0);
    }

    [Fact]
    public async Task A_leftover_that_cannot_be_deleted_keeps_no_server_from_starting()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-left").FullName;
        await using (await LivecallerServer.StartAsync(directory)) { }
        var blocked = Path.Combine(directory, "attachments", Caller.NewId());
        Directory.CreateDirectory(Path.Combine(blocked, "in it"));
        File.WriteAllText(Path.Combine(directory, "attachments", Caller.NewId()), "left over");

        await using (var server = await LivecallerServer.StartAsync(directory))
        {
            Assert.Empty(Directory.GetFiles(Path.Combine(directory, "attachments")));
            Assert.Equal(HttpStatusCode.OK, (await (await server.VisitorAsync()).GetAsync("/conversations")).Status);
        }
        Directory.Delete(directory, recursive: true);
    }

    private static string PathOf(LivecallerServer server, string id) => Path.Combine(server.Directory, "attachments", id);

    private static void Block(LivecallerServer server, string id)
    {
        File.Delete(PathOf(server, id));
        Directory.CreateDirectory(Path.Combine(PathOf(server, id), "in it"));
    }

    private async Task<int> RowsAsync(LivecallerServer server)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await db.Uploads.CountAsync(_ct) + await db.Attachments.CountAsync(_ct);
    }
}
