using System.Collections.Concurrent;
using System.Net;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.PostgreSql.Nodes;
using Livecaller.Server.PostgreSql.Storage;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.PostgreSql.Tests.Nodes;

/// <summary>Two servers that are connected by nothing but their database.</summary>
public sealed class PostgreSqlBackplaneTests : IAsyncLifetime
{
    private readonly string _name = "backplane" + Guid.NewGuid().ToString("N");
    private PostgreSqlCluster _cluster = null!;
    private string _database = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgreSqlCluster.SharedAsync;
        _database = await _cluster.CreateDatabaseAsync(_name);
    }

    public async ValueTask DisposeAsync() => await _cluster.DropDatabaseAsync(_name);

    [Fact]
    public async Task Messages_and_typing_reach_the_clients_of_the_other_node()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var (visitor, olga) = (await one.Server.VisitorAsync(), await two.Server.OperatorAsync());
        var conversation = await visitor.StartAsync();
        await using var ofVisitor = await PusherSocket.ConnectAsync(one.Server);
        await using var ofOlga = await PusherSocket.ConnectAsync(two.Server);
        await ofVisitor.SubscribeAsync(visitor, $"private-conversation.{conversation}");
        await ofOlga.SubscribeAsync(olga, $"private-conversation.{conversation}");

        await SendAsync(olga, conversation, "Hello from the other node");
        await visitor.PostAsync($"/conversations/{conversation}/typing", new { });

        Assert.Equal("Hello from the other node", (await ofVisitor.ReadAsync(EventNames.ConversationMessage)).GetProperty("content").GetString());
        await ofOlga.ReadAsync(EventNames.ConversationTyping);
    }

    [Fact]
    public async Task Messages_longer_than_a_notification_arrive_whole_and_in_order()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var visitor = await one.Server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(two.Server);
        await socket.SubscribeAsync(On(two, visitor, "/v1/widget"), $"private-conversation.{conversation}");
        string[] texts = ["short", new('京', 9_000), "short again", new('x', 7_900), new('"', 4_000)];

        foreach (var text in texts) await SendAsync(visitor, conversation, text);

        foreach (var text in texts) Assert.Equal(text, (await socket.ReadAsync(EventNames.ConversationMessage)).GetProperty("content").GetString());
    }

    [Fact]
    public async Task Messages_of_many_at_once_arrive_once_and_in_the_order_of_the_log()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var visitor = await one.Server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(two.Server);
        await socket.SubscribeAsync(On(two, visitor, "/v1/widget"), $"private-conversation.{conversation}");

        for (var round = 0; round < 6; round++)
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SendAsync(visitor, conversation, $"Message {i} {new string('y', i * 300)}")));

        for (var sequence = 3; sequence < 63; sequence++)
            Assert.Equal(sequence, (await socket.ReadAsync(EventNames.ConversationMessage)).GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task The_feed_and_the_end_of_a_session_reach_the_other_node()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var heard = new ConcurrentQueue<ConversationSignal>();
        using var listening = two.Server.Get<IConversationFeed>().Subscribe(heard.Enqueue);
        var visitor = await one.Server.VisitorAsync();
        var conversation = await visitor.StartAsync("Is anybody there?");
        await using var socket = await PusherSocket.ConnectAsync(two.Server);
        await socket.SubscribeAsync(On(two, visitor, "/v1/widget"), $"private-visitor.{visitor.Id}");

        await visitor.PostAsync("/auth/logout");

        Assert.Equal(4009, await socket.ReadCloseAsync());
        Assert.Equal([(conversation, 1L), (conversation, 2L)], heard.Select(signal => (signal.ConversationId.Value, signal.Sequence)));
    }

    [Fact]
    public async Task What_was_missed_while_a_node_could_not_listen_is_told_when_it_can_again()
    {
        // Its clock decides when it tries again.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var one = await StartAsync();
        await using var two = await Node.StartAsync(_database + ";Application Name=two", builder =>
        {
            builder.Services.UsePostgreSqlBackplane();
            builder.Services.Replace(ServiceDescriptor.Singleton(s => new PostgreSqlBackplane(
                s.GetRequiredService<PostgreSqlSource>(), time, s.GetRequiredService<ILogger<PostgreSqlBackplane>>())));
        });
        var visitor = await one.Server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(two.Server);
        await socket.SubscribeAsync(On(two, visitor, "/v1/widget"), $"private-conversation.{conversation}");

        Assert.Equal(1L, await _cluster.ExecuteAsync(
            _name, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'two' AND query = 'LISTEN livecaller'"));
        await Eventually.IsAsync(async () => await StatusAsync(two) == HealthStatus.Degraded);
        for (var i = 1; i <= 3; i++) await SendAsync(visitor, conversation, $"Message {i}");
        time.Advance(TimeSpan.FromSeconds(1));

        // The last one is enough: its sequence shows a client that it has missed others.
        var message = await socket.ReadAsync(EventNames.ConversationMessage);
        Assert.Equal(("Message 3", 5), (message.GetProperty("content").GetString(), message.GetProperty("sequence").GetInt32()));
        await Eventually.IsAsync(async () => await StatusAsync(two) == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Garbage_on_the_channel_is_ignored_and_a_batch_that_is_gone_is_caught_up()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var visitor = await one.Server.VisitorAsync();
        var conversation = await visitor.StartAsync("before");
        await using var socket = await PusherSocket.ConnectAsync(two.Server);
        await socket.SubscribeAsync(On(two, visitor, "/v1/widget"), $"private-conversation.{conversation}");
        string[] garbage =
        [
            "", "hello", "LC1 0123456789abcdef [", "LC1 0123456789abcdef [{}]", """LC1 0123456789abcdef [{"c":["x"],"e":"y","a":"unknown"},{"s":"session","b":"AA=="},{"s":"nobody","b":""}]""",
            new('x', 7_999),
        ];

        foreach (var text in garbage) await _cluster.ExecuteAsync(_name, $"SELECT pg_notify('livecaller', '{text}')");
        await SendAsync(visitor, conversation, "after");

        Assert.Equal("after", (await socket.ReadAsync(EventNames.ConversationMessage)).GetProperty("content").GetString());
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(two));

        await _cluster.ExecuteAsync(_name, "SELECT pg_notify('livecaller', 'LC1 0123456789abcdef #12345')");

        Assert.Equal("after", (await socket.ReadAsync(EventNames.ConversationMessage)).GetProperty("content").GetString());
        await Eventually.IsAsync(async () => await StatusAsync(two) == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Rows_of_long_batches_are_removed()
    {
        await using var one = await StartAsync();
        var visitor = await one.Server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        await _cluster.ExecuteAsync(_name, """INSERT INTO "NodeBatches" ("Batch", "CreatedAt") VALUES ('old', now() - interval '2 minutes')""");

        await SendAsync(visitor, conversation, new string('x', 9_000));

        await Eventually.IsAsync(async () => await _cluster.ExecuteAsync(_name, """SELECT count(*) FROM "NodeBatches" WHERE "Batch" = 'old'""") is 0L);
        Assert.NotEqual(0L, await _cluster.ExecuteAsync(_name, """SELECT count(*) FROM "NodeBatches" """));
    }

    [Theory]
    [InlineData("kafka", null, "Livecaller:Backplane is 'kafka'; expected postgres. Redis is set by Livecaller:Redis.")]
    [InlineData("postgres", "localhost:6379", "Livecaller:Backplane and Livecaller:Redis are both set. Remove one of them.")]
    [InlineData("postgres", null, "Livecaller:Backplane is 'postgres', but this application does not use it: it has to call UsePostgreSqlBackplane().")]
    public async Task A_setting_that_would_leave_nodes_alone_is_refused(string backplane, string? redis, string message)
    {
        (string, string)[] settings = [("Livecaller:Backplane", backplane), .. redis is null ? Array.Empty<(string, string)>() : [("Livecaller:Redis", redis)]];

        var refused = await Assert.ThrowsAsync<LivecallerStartupException>(() => Node.StartAsync(_database, null, settings));

        Assert.Equal(message, refused.Message);
    }

    private Task<Node> StartAsync() => Node.StartAsync(_database, builder => builder.Services.UsePostgreSqlBackplane(), ("Livecaller:Backplane", "postgres"));

    private static Caller On(Node node, Caller caller, string root) => new(node.Server.NewClient(caller.Token), root, caller.Id, caller.SessionId);

    private static async Task SendAsync(Caller sender, string conversation, string text) =>
        Assert.Equal(HttpStatusCode.Created, (await sender.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = text })).Status);

    private static async Task<HealthStatus> StatusAsync(Node node) => (await node.Server.Get<HealthCheckService>().CheckHealthAsync(
        check => check.Name == LivecallerPostgreSqlServiceCollectionExtensions.BackplaneHealthCheck, Cancelled)).Status;
}
