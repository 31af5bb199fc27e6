using System.Net;
using Livecaller.Bench.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Tests.Support;
using Npgsql;

namespace Livecaller.Server.PostgreSql.Tests.Storage;

/// <summary>While the database cannot be used, calls are answered 503 and nothing that was acknowledged is lost; when it is back, everything works again.</summary>
public sealed class LostDatabaseTests : IAsyncLifetime
{
    private PostgreSqlCluster _cluster = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await PostgreSqlCluster.CreateAsync("max_connections=30");

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_database_that_crashes_while_messages_are_sent_loses_none_that_was_acknowledged()
    {
        await using var node = await Node.StartAsync(_cluster.ConnectionString());
        var visitor = await node.Server.VisitorAsync();
        var id = await visitor.StartAsync();
        var messages = Enumerable.Range(0, 400).Select(_ => Caller.NewId()).ToList();
        var acknowledged = new TaskCompletionSource();
        var sending = Task.Run(async () =>
        {
            List<string> stored = [];
            foreach (var chunk in messages.Chunk(8))
            {
                var answers = await Task.WhenAll(chunk.Select(async m => (Id: m, (await SendAsync(visitor, id, m)).Status)));
                stored.AddRange(answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Id));
                Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"{a.Status}"));
                if (stored.Count > 40) acknowledged.TrySetResult();
            }

            return stored;
        }, Cancelled);
        await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        await _cluster.StopAsync();
        await _cluster.StartAsync();

        var kept = await sending;
        // What was not acknowledged is sent again, as the SDK does.
        await Eventually.IsAsync(async () => (await SendAsync(visitor, id, messages[0])).Status is HttpStatusCode.OK or HttpStatusCode.Created);
        foreach (var message in messages) Assert.Contains((await SendAsync(visitor, id, message)).Status, new[] { HttpStatusCode.OK, HttpStatusCode.Created });
        foreach (var message in kept) Assert.Equal(HttpStatusCode.OK, (await SendAsync(visitor, id, message)).Status);
        Assert.Equal((long)messages.Count + 2, await _cluster.ExecuteAsync("postgres", $"SELECT \"LastSequence\" FROM \"Conversations\" WHERE \"Id\" = '{id}'"));
        Assert.Equal((long)messages.Count + 2, await _cluster.ExecuteAsync("postgres", $"SELECT count(*) FROM \"Events\" WHERE \"ConversationId\" = '{id}'"));
    }

    [Fact]
    public async Task A_database_that_restarts_between_two_calls_is_not_noticed()
    {
        await using var node = await Node.StartAsync(_cluster.ConnectionString());
        var visitor = await node.Server.VisitorAsync();
        var id = await visitor.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(visitor, id, Caller.NewId())).Status);

        await _cluster.StopAsync("fast");
        await _cluster.StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(visitor, id, Caller.NewId())).Status);
    }

    [Fact]
    public async Task A_database_that_becomes_read_only_refuses_changes_and_still_answers_reads()
    {
        await using var node = await Node.StartAsync(_cluster.ConnectionString());
        var visitor = await node.Server.VisitorAsync();
        var id = await visitor.StartAsync();
        await ConfigureAsync("default_transaction_read_only", "on");

        await Eventually.IsAsync(async () => (await SendAsync(visitor, id, Caller.NewId())).Status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/conversations/{id}/messages")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(node));

        await ConfigureAsync("default_transaction_read_only", "off");
        await Eventually.IsAsync(async () => (await SendAsync(visitor, id, Caller.NewId())).Status == HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(node));
    }

    [Fact]
    public async Task Calls_are_answered_503_while_there_is_no_connection_left_and_work_again_after_that()
    {
        await using var node = await Node.StartAsync(_cluster.ConnectionString());
        var visitor = await node.Server.VisitorAsync();
        var id = await visitor.StartAsync();
        List<NpgsqlConnection> taken = [];
        try
        {
            // The server has to open its connections again, and finds none.
            await TakeAllAsync(taken);
            await PostgreSqlCluster.ExecuteOnAsync(taken[0], "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'Livecaller'");
            await TakeAllAsync(taken);

            var refused = await SendAsync(visitor, id, Caller.NewId());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.NotNull(refused.Response.Headers.RetryAfter);
        }
        finally
        {
            foreach (var connection in taken) await connection.DisposeAsync();
        }

        await Eventually.IsAsync(async () => (await SendAsync(visitor, id, Caller.NewId())).Status == HttpStatusCode.Created);
    }

    private async Task TakeAllAsync(List<NpgsqlConnection> taken)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(_cluster.ConnectionString() + ";Pooling=false;Application Name=taker");
            try
            {
                await connection.OpenAsync(Cancelled);
                taken.Add(connection);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }

    private async Task ConfigureAsync(string name, string value)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        await PostgreSqlCluster.ExecuteOnAsync(connection, $"ALTER SYSTEM SET {name} = {value}");
        await PostgreSqlCluster.ExecuteOnAsync(connection, "SELECT pg_reload_conf()");
    }

    private static Task<Answer> SendAsync(Caller visitor, string id, string message) => visitor.PostAsync($"/conversations/{id}/messages", new { id = message, content = message });

    private static async Task<HttpStatusCode> ReadyAsync(Node node)
    {
        using var client = node.Server.NewClient();
        return (await client.GetAsync("/health/ready", Cancelled)).StatusCode;
    }
}
