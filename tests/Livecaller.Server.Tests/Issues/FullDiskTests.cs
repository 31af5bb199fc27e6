using System.Data.Common;
using System.Net;
using Livecaller.Server.EventLog;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Issues;

/// <summary>A full disk was "the form cannot be read" for an upload and a bare 500 for a message, and the server said that it was ready.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_database_is_507_with_a_reason_and_not_ready_until_there_is_room()
    {
        var disk = new SmallDatabase();
        await using var server = await LivecallerServer.StartGuestAsync(
            builder => builder.Services.ConfigureDbContext<LivecallerDbContext>(options => options.AddInterceptors(disk)), Map);
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(visitor));

        disk.IsFull = true;
        server.Get<GroupWriter>().Close();
        var message = new { id = Caller.NewId(), content = new string('x', 9000) };
        var refused = await SendUntilRefusedAsync(visitor, id, message);
        Assert.Equal((HttpStatusCode)507, refused.Status);
        Assert.Equal("The server has no room left on its disk. Try again later.", refused.Body.GetProperty("detail").GetString());
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(visitor));

        disk.IsFull = false;
        server.Get<GroupWriter>().Close();
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "room again" })).Status);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(visitor));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_cannot_be_written_is_the_servers_fault_and_not_the_forms(bool byTus)
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, Map);
        var visitor = await server.VisitorAsync();
        var attachments = Path.Combine(server.Directory, "attachments");

        Directory.Move(attachments, attachments + "-away");
        await File.WriteAllTextAsync(attachments, "a file in the folder's place", Cancelled);
        var refused = await UploadAsync(visitor, byTus);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("The server cannot use its storage. Try again later.", refused.Body.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(visitor));

        File.Delete(attachments);
        Directory.Move(attachments + "-away", attachments);
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(visitor, byTus)).Status);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(visitor));
    }

    [Theory]
    [InlineData(28, 507)]
    [InlineData(122, 507)]
    [InlineData(unchecked((int)0x80070070), 507)]
    [InlineData(5, 503)]
    [InlineData(30, 503)]
    public void What_the_operating_system_says_decides_between_507_and_503(int code, int status)
    {
        var fault = new IOException("No", code);
        Assert.Equal(status, StorageFaults.ProblemOf(new StorageException(fault))!.Status);
        Assert.Equal(status, StorageFaults.ProblemOf(fault)!.Status);
        Assert.Equal(status, StorageFaults.ProblemOf(new DbUpdateException("No", fault))!.Status);
    }

    private static void Map(WebApplication app)
    {
        app.MapLivecaller();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains("livecaller") });
    }

    private static Task<Answer> UploadAsync(Caller visitor, bool byTus) => byTus
        ? new TusClient(visitor).CreateAsync("note.txt", 4, "text"u8.ToArray())
        : visitor.UploadAsync("note.txt", "text"u8.ToArray());

    // Pages that are free take a few messages more.
    private static async Task<Answer> SendUntilRefusedAsync(Caller visitor, string id, object message)
    {
        for (var i = 0; i < 50; i++)
        {
            var answer = await visitor.PostAsync($"/conversations/{id}/messages", i == 0 ? message : new { id = Caller.NewId(), content = new string('x', 9000) });
            if (answer.Status != HttpStatusCode.Created) return answer;
        }

        throw new InvalidOperationException("The database takes everything.");
    }

    private static async Task<HttpStatusCode> ReadyAsync(Caller visitor) => (await visitor.Client.GetAsync("/health/ready", Cancelled)).StatusCode;

    private sealed class SmallDatabase : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Limit(connection);
            return Task.CompletedTask;
        }

        // SQLite takes the pages that there are as the least, so 1 means no page more.
        private void Limit(DbConnection connection)
        {
            using var command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : 1_000_000)}";
            command.ExecuteScalar();
        }
    }
}
