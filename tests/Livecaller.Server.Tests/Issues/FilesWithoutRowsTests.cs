using System.Net;
using System.Text;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Issues;

/// <summary>A kill during an upload left files that no row of the database knew of, for ever; and a row can outlive its file.</summary>
public sealed class FilesWithoutRowsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-orphans").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_removes_files_that_no_row_knows_of_and_keeps_all_others()
    {
        string[] kept;
        string half;
        Caller visitor;
        await using (var first = await LivecallerServer.StartAsync(_directory))
        {
            visitor = await first.VisitorAsync();
            await visitor.UploadAsync("picture.png", TestImages.Png());
            await new TusClient(visitor).CreateAsync("half.txt", 10, "01234"u8.ToArray());
            kept = Names();
            Assert.Equal(3, kept.Length);
        }
        half = kept.Single(n => Encoding.UTF8.GetString(TestFiles.Read(_directory, n)) == "01234")[..Caller.NewId().Length];
        foreach (var name in (string[])[
            Caller.NewId(), Caller.NewId() + ".thumbnail", kept[0] + ".thumbnail.0123456789abcdef.tmp", half + ".chunk"])
            TestFiles.Write(_directory, name, "left over");
        TestFiles.Write(_directory, "note.txt", "somebody else's");
        kept = [.. kept, "note.txt"];
        var log = new LogLines();

        await using var second = await LivecallerServer.StartAsync(_directory, TimeProvider.System, log);

        await log.WaitForAsync("4 files");
        Assert.Equal(kept, Names());
        var again = new TusClient(new Caller(second.NewClient(visitor.Token), "/v1/widget", visitor.Id, ""));
        Assert.Equal(5, (await again.HeadAsync($"{TusClient.Root}/{half}")).Offset());
    }

    [Fact]
    public async Task A_first_start_on_a_new_database_removes_no_files()
    {
        TestFiles.Write(_directory, Caller.NewId(), "of another database");
        var log = new LogLines();

        await using var server = await LivecallerServer.StartAsync(_directory, TimeProvider.System, log);

        await log.WaitForAsync("The database is new");
        Assert.Single(Names());
    }

    [Fact]
    public async Task An_attachment_that_lost_its_file_is_forgotten_unless_a_message_has_it()
    {
        string unsent, sent, conversation;
        Caller visitor;
        await using (var first = await LivecallerServer.StartAsync(_directory))
        {
            visitor = await first.VisitorAsync();
            conversation = await visitor.StartAsync();
            unsent = (await visitor.UploadAsync("a.txt", "a"u8.ToArray())).Data.GetProperty("id").GetString()!;
            sent = (await visitor.UploadAsync("b.txt", "b"u8.ToArray())).Data.GetProperty("id").GetString()!;
            await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), attachments = new[] { sent } });
        }
        foreach (var name in Names()) TestFiles.Delete(_directory, name);
        var log = new LogLines();

        await using var second = await LivecallerServer.StartAsync(_directory, TimeProvider.System, log);

        await Eventually.IsAsync(async () => await RowsAsync(second) is [var only] && only == sent);
        Assert.Contains("1", await log.WaitForAsync("lost"), StringComparison.Ordinal);
        var again = new Caller(second.NewClient(visitor.Token), "/v1/widget", visitor.Id, "");
        var message = (await again.GetAsync($"/conversations/{conversation}/messages")).Data.EnumerateArray().Last();
        using var anybody = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(message.GetProperty("attachments")[0].GetProperty("url").GetString(), _ct)).StatusCode);
        var answer = await again.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), attachments = new[] { unsent } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private string[] Names() => TestFiles.Names(_directory);

    private async Task<List<string>> RowsAsync(LivecallerServer server)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        return await db.Attachments.Select(a => a.Id).ToListAsync(_ct);
    }
}
