using System.Collections.Concurrent;
using System.Net;
using Livecaller.Protocol;
using Livecaller.Realtime.Redis.Tests.Support;
using Livecaller.Server.Administration;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Visitors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Server.Tests.Nodes;

/// <summary>Two servers with one database that are connected by Redis. Nothing of what they tell each other goes through memory.</summary>
public sealed class SeveralNodesTests
{
    [Fact]
    public async Task Messages_and_typing_reach_the_clients_of_the_other_node()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis);
        await using var two = await StartAsync(redis, one);
        var (visitor, olga) = (await one.VisitorAsync(), await two.OperatorAsync());
        var conversation = await visitor.StartAsync();
        await using var ofVisitor = await PusherSocket.ConnectAsync(one);
        await using var ofOlga = await PusherSocket.ConnectAsync(two);
        await ofVisitor.SubscribeAsync(visitor, $"private-conversation.{conversation}");
        await ofOlga.SubscribeAsync(olga, $"private-conversation.{conversation}");

        await SendAsync(olga, conversation, "Hello from the other node");
        await visitor.PostAsync($"/conversations/{conversation}/typing", new { });

        Assert.Equal("Hello from the other node", (await ofVisitor.ReadAsync(EventNames.ConversationMessage)).GetProperty("content").GetString());
        await ofOlga.ReadAsync(EventNames.ConversationTyping);
    }

    [Fact]
    public async Task A_logout_closes_the_sockets_of_the_session_on_the_other_node()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis);
        await using var two = await StartAsync(redis, one);
        var (visitor, olga) = (await one.VisitorAsync(), await one.OperatorAsync());
        var (visitorElsewhere, olgaElsewhere) = (On(two, visitor, "/v1/widget"), On(two, olga, "/v1/operator"));
        await using var ofVisitor = await PusherSocket.ConnectAsync(two);
        await using var ofOlga = await PusherSocket.ConnectAsync(two);
        var conversation = await visitor.StartAsync();
        await ofVisitor.SubscribeAsync(visitorElsewhere, $"private-visitor.{visitor.Id}");
        await ofOlga.SubscribeAsync(olgaElsewhere, $"private-conversation.{conversation}");

        await visitor.PostAsync("/auth/logout");
        await olga.PostAsync("/auth/logout");

        Assert.Equal(4009, await ofVisitor.ReadCloseAsync());
        Assert.Equal(4009, await ofOlga.ReadCloseAsync());
    }

    [Fact]
    public async Task An_open_dashboard_on_the_other_node_learns_that_its_session_has_ended()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis);
        await using var two = await StartAsync(redis, one);
        await one.OperatorAsync();
        await using var db = await one.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Livecaller.Server.Storage.LivecallerDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var session = db.OperatorSessions.Single();
        var ended = new TaskCompletionSource<OperatorSessionEnd>();
        using var listening = await two.Get<SessionWatch>().ListenAsync(session.Id, ended.SetResult, TestContext.Current.CancellationToken);

        await one.Get<OperatorSessions>().EndAsync(session.OperatorId, session.Id, OperatorSessionEnd.Revoked, TestContext.Current.CancellationToken);

        Assert.Equal(OperatorSessionEnd.Revoked, await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_feed_tells_what_happens_on_the_other_node_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis);
        await using var two = await StartAsync(redis, one);
        var heard = new ConcurrentQueue<ConversationSignal>();
        using var listening = two.Get<IConversationFeed>().Subscribe(heard.Enqueue);
        await RedisServer.UntilAsync(async () => (await redis.SubscribedAsync()).Contains("livecaller:s:feed"));
        var visitor = await one.VisitorAsync();

        var conversation = await visitor.StartAsync("Is anybody there?");
        await visitor.PostAsync($"/conversations/{conversation}/typing", new { });
        await RedisServer.UntilAsync(() => Task.FromResult(heard.Count >= 3));

        Assert.Equal(
            [(EventNames.ConversationStarted, 1L), (EventNames.ConversationMessage, 2L), (EventNames.ConversationTyping, null)],
            heard.Select(signal => (signal.EventName, signal.Sequence)));
        Assert.All(heard, signal => Assert.Equal(conversation, signal.ConversationId.Value));
        Assert.Equal("Is anybody there?", heard.ElementAt(1).Data.GetProperty("content").GetString());
    }

    [Fact]
    public async Task What_was_missed_while_redis_was_lost_is_told_when_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis);
        await using var two = await StartAsync(redis, one);
        var visitor = await one.VisitorAsync();
        var conversation = await visitor.StartAsync();
        var waiting = await one.VisitorAsync();
        await using var socket = await PusherSocket.ConnectAsync(two);
        await using var ofWaiting = await PusherSocket.ConnectAsync(two);
        await socket.SubscribeAsync(On(two, visitor, "/v1/widget"), $"private-conversation.{conversation}");
        await ofWaiting.SubscribeAsync(On(two, waiting, "/v1/widget"), $"private-visitor.{waiting.Id}");
        var heard = new ConcurrentQueue<(string, long?)>();
        using var listening = two.Get<IConversationFeed>().Subscribe(signal => heard.Enqueue((signal.ConversationId.Value, signal.Sequence)));

        await redis.KillAsync();
        await RedisServer.UntilAsync(async () => !await IsHealthyAsync(one) && !await IsHealthyAsync(two));
        for (var i = 1; i <= 3; i++) await SendAsync(visitor, conversation, $"Message {i}");
        var started = await waiting.StartAsync();
        await redis.StartAsync();

        // The last one is enough: its sequence shows a client that it has missed others.
        var message = await socket.ReadAsync(EventNames.ConversationMessage);
        Assert.Equal(("Message 3", 5), (message.GetProperty("content").GetString(), message.GetProperty("sequence").GetInt32()));
        Assert.Equal(started, (await ofWaiting.ReadAsync(EventNames.ConversationStarted)).GetProperty("id").GetString());
        await RedisServer.UntilAsync(() => Task.FromResult(heard.Any(signal => signal == (conversation, 5)) && heard.Any(signal => signal == (started, 2))));
        await RedisServer.UntilAsync(async () => await IsHealthyAsync(one) && await IsHealthyAsync(two));
    }

    [Fact]
    public async Task A_server_without_redis_is_ready_but_degraded()
    {
        await using var redis = RedisServer.Reserve();
        await using var one = await StartAsync(redis);
        using var http = one.NewClient();

        using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Degraded", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await (await one.VisitorAsync()).StartAsync();
    }

    // Commands share a database with a server, and so do the nodes of this test.
    private static async Task<LivecallerServer> StartAsync(RedisServer redis, LivecallerServer? first = null)
    {
        var directory = first?.Directory ?? System.IO.Directory.CreateTempSubdirectory("livecaller-nodes-").FullName;
        if (first is null) await SeededDirectory.CopyAsync(directory);
        return await LivecallerServer.StartAsync(directory, builder =>
        {
            if (first is not null) builder.Services.AddSingleton(DataDirectoryUse.Shared);
            builder.Services.UseRedis(options =>
            {
                options.Brokers.Add(redis.Address);
                (options.Lease, options.Timeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            });
        });
    }

    private static Caller On(LivecallerServer node, Caller caller, string root) => new(node.NewClient(caller.Token), root, caller.Id, caller.SessionId);

    private static async Task SendAsync(Caller sender, string conversation, string text) =>
        Assert.Equal(HttpStatusCode.Created, (await sender.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = text })).Status);

    private static async Task<bool> IsHealthyAsync(LivecallerServer node) =>
        (await node.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status == HealthStatus.Healthy;
}
