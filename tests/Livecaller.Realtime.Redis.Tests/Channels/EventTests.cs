using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Redis.Tests.Support;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Redis.Tests.Channels;

public sealed class EventTests
{
    [Fact]
    public async Task An_event_reaches_the_subscribers_of_all_nodes_in_order()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        await using var three = await Node.StartAsync(redis);
        using var here = await one.ConnectAsync();
        using var there = await two.ConnectAsync();
        using var elsewhere = await three.ConnectAsync();
        PusherClient[] clients = [here, there, elsewhere];
        foreach (var client in clients) await client.SubscribeAsync("private-room");

        for (var i = 0; i < 500; i++) await one.PublishAsync("private-room", "count", $"{i}");

        foreach (var client in clients)
            for (var i = 0; i < 500; i++) Assert.Equal(i, (await client.ExpectAsync("count", "private-room")).GetInt32());
    }

    [Fact]
    public async Task A_subscription_that_succeeded_misses_no_event_of_another_node()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var client = await two.ConnectAsync();

        for (var i = 0; i < 100; i++)
        {
            await client.SubscribeAsync($"private-room-{i}");
            await one.PublishAsync($"private-room-{i}", "hello", $"{i}");
            Assert.Equal(i, (await client.ExpectAsync("hello", $"private-room-{i}")).GetInt32());
        }
    }

    [Fact]
    public async Task A_socket_on_another_node_can_be_excluded()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var sender = await two.ConnectAsync();
        using var other = await two.ConnectAsync();
        await sender.SubscribeAsync("private-room");
        await other.SubscribeAsync("private-room");

        await one.PublishAsync("private-room", "first", except: sender.SocketId);
        await one.PublishAsync("private-room", "second");

        await other.ExpectAsync("first", "private-room");
        await other.ExpectAsync("second", "private-room");
        await sender.ExpectAsync("second", "private-room");
    }

    [Fact]
    public async Task A_client_event_reaches_the_clients_of_other_nodes_with_its_sender()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var ann = await one.ConnectAsync();
        using var ben = await two.ConnectAsync();
        await ann.JoinAsync("presence-room", "ann");
        var members = await ben.JoinAsync("presence-room", "ben");
        // The other node may learn of Ann only after it has answered.
        if (members.GetProperty("presence").GetProperty("count").GetInt32() == 1) await ben.ExpectAsync(PusherEventNames.MemberAdded, "presence-room");
        await ann.ExpectAsync(PusherEventNames.MemberAdded, "presence-room");

        await ben.SayAsync("client-wave", """{"hand":"left"}""", "presence-room");

        var frame = await ann.ReadAsync();
        Assert.Equal(("client-wave", "presence-room"), (frame.Event, frame.Channel));
        Assert.Equal("""{"hand":"left"}""", frame.Data);
        await ben.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_node_is_subscribed_to_the_channels_of_its_own_clients_only()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var client = await two.ConnectAsync();
        await client.SubscribeAsync("private-room");

        var channels = await redis.SubscribedAsync();

        Assert.Contains("livecaller:e::private-room", channels);
        Assert.Equal(0, one.Backplane.Brokers[0].FollowedCount);
        Assert.Equal(1, two.Backplane.Brokers[0].FollowedCount);
    }

    [Fact]
    public async Task The_last_event_of_a_cache_channel_is_known_to_a_node_that_nobody_was_subscribed_on()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        await one.PublishAsync("private-cache-price", "price", "1");
        await one.PublishAsync("private-cache-price", "price", "2");
        await RedisServer.UntilAsync(async () => ((string?)await redis.ExecuteAsync("GET", "livecaller:k::private-cache-price"))?.Contains("\"2\"", StringComparison.Ordinal) == true);
        using var client = await two.ConnectAsync();

        await client.SubscribeAsync("private-cache-price");

        Assert.Equal(2, (await client.ExpectAsync("price", "private-cache-price")).GetInt32());
    }

    [Fact]
    public async Task Several_brokers_share_the_channels()
    {
        await using var first = await RedisServer.StartAsync();
        await using var second = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync($"{first.Address},{second.Address}");
        await using var two = await Node.StartAsync($"{second.Address},{first.Address}");
        using var client = await two.ConnectAsync();
        for (var i = 0; i < 20; i++) await client.SubscribeAsync($"private-room-{i}");

        for (var i = 0; i < 20; i++)
        {
            await one.PublishAsync($"private-room-{i}", "hello", $"{i}");
            Assert.Equal(i, (await client.ExpectAsync("hello", $"private-room-{i}")).GetInt32());
        }

        Assert.All(two.Backplane.Brokers, broker => Assert.InRange(broker.FollowedCount, 1, 19));
    }

    [Fact]
    public async Task Users_are_reached_and_terminated_on_every_node()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var ann = await two.ConnectAsync();
        using var ben = await two.ConnectAsync();
        await ann.SignInAsync("ann");
        await ben.SignInAsync("ben");

        await one.Users.PublishAsync("ann", "hello", "1", TestContext.Current.CancellationToken);
        await ann.ExpectAsync("hello", "#server-to-user-ann");
        await one.Users.TerminateConnectionsAsync("ann", TestContext.Current.CancellationToken);

        await ann.ExpectErrorAndCloseAsync(4009);
        await ben.ExpectQuietAsync();
    }
}
