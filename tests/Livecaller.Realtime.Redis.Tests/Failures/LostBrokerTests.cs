using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Redis.Tests.Support;
using Livecaller.Realtime.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Realtime.Redis.Tests.Failures;

public sealed class LostBrokerTests
{
    [Fact]
    public async Task A_node_without_redis_at_its_start_serves_its_own_subscribers_and_joins_later()
    {
        await using var redis = RedisServer.Reserve();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var here = await one.ConnectAsync();
        using var there = await two.ConnectAsync();
        await here.SubscribeAsync("private-room");
        await there.SubscribeAsync("private-room");

        await one.PublishAsync("private-room", "alone");
        await here.ExpectAsync("alone", "private-room");
        Assert.Equal(HealthStatus.Degraded, (await one.CheckHealthAsync()).Status);
        await redis.StartAsync();
        await RedisServer.UntilAsync(async () => await one.IsHealthyAsync() && await two.IsHealthyAsync());
        await one.PublishAsync("private-room", "together");

        await here.ExpectAsync("together", "private-room");
        await there.ExpectAsync("together", "private-room");
        Assert.Single(one.Log.Warnings);
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_started_again_connects_the_nodes_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var ann = await one.ConnectAsync();
        using var ben = await two.ConnectAsync();
        await ann.JoinAsync("presence-room", "ann");
        await RedisServer.UntilAsync(async () => (int)await redis.ExecuteAsync("EXISTS", "livecaller:c::presence-room") == 1);
        await ben.JoinAsync("presence-room", "ben");
        await ann.ExpectAsync(PusherEventNames.MemberAdded, "presence-room");
        var lost = new TaskCompletionSource<DateTimeOffset>();
        two.Signals.Recovered += since => lost.TrySetResult(since);
        var before = TimeProvider.System.GetUtcNow();

        await redis.KillAsync();
        await RedisServer.UntilAsync(async () => !await one.IsHealthyAsync() && !await two.IsHealthyAsync());
        await one.PublishAsync("presence-room", "meanwhile");
        await ann.ExpectAsync("meanwhile", "presence-room");
        await redis.StartAsync();
        await RedisServer.UntilAsync(async () => await one.IsHealthyAsync() && await two.IsHealthyAsync());
        await one.PublishAsync("presence-room", "again");

        // Nobody has left: the members of the other node had the time to register again.
        await ann.ExpectAsync("again", "presence-room");
        await ben.ExpectAsync("again", "presence-room");
        Assert.InRange(await lost.Task, before - TimeSpan.FromSeconds(5), TimeProvider.System.GetUtcNow());
        Assert.Single(one.Log.Warnings);
    }

    [Fact]
    public async Task Events_and_members_flow_again_after_many_kills_in_the_middle_of_traffic()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var ann = await one.ConnectAsync();
        await ann.SubscribeAsync("private-room");
        using var ending = new CancellationTokenSource();
        var published = 0;
        var traffic = Task.Run(
            async () =>
            {
                while (!ending.IsCancellationRequested)
                {
                    await one.PublishAsync("private-room", "count", $"{published++}");
                    await Task.Yield();
                    if (published % 100 == 0) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
                }
            },
            TestContext.Current.CancellationToken);
        var reading = Task.Run(
            async () =>
            {
                var next = 0;
                while (true)
                {
                    var frame = await ann.ReadAsync();
                    if (frame.Event == "end") return next;
                    Assert.Equal($"{next++}", frame.Data);
                }
            },
            TestContext.Current.CancellationToken);

        for (var i = 0; i < 3; i++)
        {
            await redis.KillAsync();
            await redis.StartAsync();
            await RedisServer.UntilAsync(async () => await one.IsHealthyAsync() && await two.IsHealthyAsync());
        }

        await ending.CancelAsync();
        await traffic;
        await one.PublishAsync("private-room", "end");
        Assert.Equal(published, await reading);
        using var ben = await two.ConnectAsync();
        await ben.SubscribeAsync("private-room");
        await one.PublishAsync("private-room", "hello");
        await ben.ExpectAsync("hello", "private-room");
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_delays_nobody()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis.Address, configureRedis: options => options.MaxQueuedEvents = 100);
        await using var two = await Node.StartAsync(redis);
        using var here = await one.ConnectAsync();
        using var there = await two.ConnectAsync();
        await here.SubscribeAsync("private-room");
        await there.SubscribeAsync("private-room");

        redis.Pause();
        for (var i = 0; i < 1000; i++)
        {
            await one.PublishAsync("private-room", "count", $"{i}");
            Assert.Equal(i, (await here.ExpectAsync("count", "private-room")).GetInt32());
        }

        await RedisServer.UntilAsync(async () => !await one.IsHealthyAsync() && !await two.IsHealthyAsync());
        using var late = await one.ConnectAsync();
        await late.SubscribeAsync("private-room");
        redis.Resume();
        await RedisServer.UntilAsync(async () => await one.IsHealthyAsync() && await two.IsHealthyAsync());
        await one.PublishAsync("private-room", "end");

        await late.ExpectAsync("end", "private-room");
        while ((await there.ReadAsync()).Event != "end") Assert.Equal(HealthStatus.Healthy, (await two.CheckHealthAsync()).Status);
    }
}
