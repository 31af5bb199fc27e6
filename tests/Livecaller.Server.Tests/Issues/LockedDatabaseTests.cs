using System.Net;
using Livecaller.Server.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Tests.Issues;

/// <summary>While another process held the lock of the database, calls ended as 500 after 31 seconds.</summary>
public sealed class LockedDatabaseTests
{
    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("BEGIN EXCLUSIVE")]
    public async Task Calls_are_503_with_a_time_to_come_back_and_succeed_once_the_lock_is_gone(string lockIt)
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, colleague) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync();
        using var other = new SqliteConnection($"Data Source={Path.Combine(server.Directory, "livecaller.db")};Pooling=False");
        other.Open();
        Execute(other, lockIt);

        Task<Answer>[] calls =
        [
            visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "hello" }),
            visitor.PostAsync("/conversations"),
            visitor.UploadAsync("note.txt", "text"u8.ToArray()),
            new TusClient(visitor).CreateAsync("note.txt", 4, "text"u8.ToArray()),
            colleague.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "hello" }),
            LoginAsync(server),
        ];
        foreach (var answer in await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("5", answer.Header("Retry-After"));
            Assert.Equal("The server's database is busy. Try again.", answer.Body.GetProperty("detail").GetString());
        }

        // What only reads is answered all the same.
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/conversations/{id}/messages")).Status);
        Execute(other, "ROLLBACK");
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "hello" })).Status);
    }

    [Fact]
    public async Task Messages_that_are_sent_again_while_another_process_writes_for_ten_seconds_are_stored_once_each()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        using var other = new SqliteConnection($"Data Source={Path.Combine(server.Directory, "livecaller.db")};Pooling=False");
        other.Open();
        Execute(other, "BEGIN IMMEDIATE");

        var refused = 0;
        var messages = Enumerable.Range(1, 20).Select(i => new { id = Caller.NewId(), content = $"message {i}" }).ToList();
        var sending = Task.WhenAll(messages.Select(SendAsync));
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        Execute(other, "ROLLBACK");
        await sending.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.True(refused > 0);
        var log = (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 22), log.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(messages.Select(m => m.id).Order(), log.Skip(2).Select(e => e.GetProperty("data").GetProperty("id").GetString()).Order());

        async Task SendAsync(object message)
        {
            Answer answer;
            while ((answer = await visitor.PostAsync($"/conversations/{id}/messages", message)).Status == HttpStatusCode.ServiceUnavailable)
                Interlocked.Increment(ref refused);
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        }
    }

    private static async Task<Answer> LoginAsync(LivecallerServer server)
    {
        using var client = server.NewClient();
        return await new Caller(client, "/v1/widget", "", "").PostAsync("/auth/login", new { });
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
