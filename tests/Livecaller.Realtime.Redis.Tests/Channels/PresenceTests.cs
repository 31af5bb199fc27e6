using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Redis.Tests.Support;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Redis.Tests.Channels;

public sealed class PresenceTests
{
    private const string Room = "presence-room";

    [Fact]
    public async Task Members_of_all_nodes_are_one_list()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        await using var three = await Node.StartAsync(redis);
        using var ann = await one.ConnectAsync();
        using var ben = await two.ConnectAsync();
        using var cat = await three.ConnectAsync();

        Assert.Equal(["ann"], IdsOf(await ann.JoinAsync(Room, "ann")));
        await RegisteredAsync(redis, "ann");
        Assert.Equal(["ann", "ben"], IdsOf(await ben.JoinAsync(Room, "ben")));
        await RegisteredAsync(redis, "ben");
        var members = await cat.JoinAsync(Room, "cat");

        Assert.Equal(["ann", "ben", "cat"], IdsOf(members));
        Assert.Equal("ANN", members.GetProperty("presence").GetProperty("hash").GetProperty("ann").GetProperty("name").GetString());
        Assert.Equal(["ben", "cat"], [await AddedAsync(ann), await AddedAsync(ann)]);
        Assert.Equal("cat", await AddedAsync(ben));
        await cat.ExpectQuietAsync();
    }

    [Fact]
    public async Task Only_the_first_and_the_last_connection_of_a_user_anywhere_are_told()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        await using var three = await Node.StartAsync(redis);
        using var watcher = await one.ConnectAsync();
        using var first = await two.ConnectAsync();
        using var second = await three.ConnectAsync();
        await watcher.JoinAsync(Room, "watcher");
        await RegisteredAsync(redis, "watcher");
        await first.JoinAsync(Room, "ann");
        Assert.Equal("ann", await AddedAsync(watcher));
        Assert.Equal(["ann", "watcher"], IdsOf(await second.JoinAsync(Room, "ann")));
        await RegisteredAsync(redis, "ann", times: 2);

        await first.HangUpAsync();
        await RegisteredAsync(redis, "ann", times: 1);
        await one.PublishAsync(Room, "nothing-else-was-told");
        await watcher.ExpectAsync("nothing-else-was-told", Room);
        await second.HangUpAsync();

        Assert.Equal("ann", (await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room)).GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task The_members_of_a_node_that_was_lost_leave_within_seconds()
    {
        await using var redis = await RedisServer.StartAsync();
        using var cable = new Cable(redis);
        await using var one = await Node.StartAsync(redis);
        await using var lost = await Node.StartAsync(cable.Address);
        using var watcher = await one.ConnectAsync();
        using var ann = await lost.ConnectAsync();
        await watcher.JoinAsync(Room, "watcher");
        await RegisteredAsync(redis, "watcher");
        await ann.JoinAsync(Room, "ann");
        Assert.Equal("ann", await AddedAsync(watcher));

        cable.Cut();
        var gone = await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room);

        Assert.Equal("ann", gone.GetProperty("user_id").GetString());
        await RedisServer.UntilAsync(async () => ((string[])(await redis.ExecuteAsync("HKEYS", "livecaller:c::presence-room"))!).All(field => !field.EndsWith("ann", StringComparison.Ordinal)));

        // Its own subscribers go on, and it comes back.
        await ann.ExpectQuietAsync();
        cable.Mend();
        Assert.Equal("ann", await AddedAsync(watcher));
    }

    [Fact]
    public async Task A_node_that_stops_takes_its_members_with_it_at_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis.Address, configureRedis: options => options.Lease = TimeSpan.FromMinutes(5));
        await using var two = await Node.StartAsync(redis);
        using var watcher = await one.ConnectAsync();
        using var ann = await two.ConnectAsync();
        await watcher.JoinAsync(Room, "watcher");
        await RegisteredAsync(redis, "watcher");
        await ann.JoinAsync(Room, "ann");
        await AddedAsync(watcher);

        await two.StopAsync();

        Assert.Equal("ann", (await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room)).GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task The_http_api_counts_the_subscribers_of_all_nodes()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var ann = await one.ConnectAsync();
        using var ben = await two.ConnectAsync();
        await ann.JoinAsync(Room, "ann");
        await RegisteredAsync(redis, "ann");
        await ben.JoinAsync(Room, "ben");
        await ben.SubscribeAsync("private-only-two");
        await RegisteredAsync(redis, "ben");
        await RedisServer.UntilAsync(async () => (int)await redis.ExecuteAsync("EXISTS", "livecaller:c::private-only-two") == 1);
        using var api = one.HttpApi();

        var all = JsonElement.Parse(await HttpApiClient.TextOfAsync(api.GetAsync("/channels", ("filter_by_prefix", "presence-"), ("info", "user_count"))));
        var users = JsonElement.Parse(await HttpApiClient.TextOfAsync(api.GetAsync($"/channels/{Room}/users")));
        var single = JsonElement.Parse(await HttpApiClient.TextOfAsync(api.GetAsync("/channels/private-only-two", ("info", "subscription_count"))));

        Assert.Equal(2, all.GetProperty("channels").GetProperty(Room).GetProperty("user_count").GetInt32());
        Assert.Equal(["ann", "ben"], users.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetString()).Order());
        Assert.True(single.GetProperty("occupied").GetBoolean());
        Assert.Equal(1, single.GetProperty("subscription_count").GetInt32());
    }

    [Fact]
    public async Task Subscription_counts_are_those_of_all_nodes()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis, options => options.SubscriptionCounts = true);
        await using var two = await Node.StartAsync(redis, options => options.SubscriptionCounts = true);
        using var ann = await one.ConnectAsync();
        using var ben = await two.ConnectAsync();
        await ann.SubscribeAsync("private-room");
        Assert.Equal(1, await CountAsync(ann));
        await RedisServer.UntilAsync(async () => (int)await redis.ExecuteAsync("EXISTS", "livecaller:c::private-room") == 1);

        await ben.SubscribeAsync("private-room");

        Assert.Equal(2, await CountAsync(ben));
        Assert.Equal(2, await CountAsync(ann));
        await ben.HangUpAsync();
        Assert.Equal(1, await CountAsync(ann));
    }

    private static async Task<string> AddedAsync(PusherClient client) =>
        (await client.ExpectAsync(PusherEventNames.MemberAdded, Room)).GetProperty("user_id").GetString()!;

    private static async Task<int> CountAsync(PusherClient client) =>
        (await client.ExpectAsync("pusher_internal:subscription_count", "private-room")).GetProperty("subscription_count").GetInt32();

    private static string[] IdsOf(JsonElement subscribed) =>
        [.. subscribed.GetProperty("presence").GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).Order(StringComparer.Ordinal)];

    // A member is told to the other nodes after the subscription succeeded.
    private static Task RegisteredAsync(RedisServer redis, string user, int times = 1) => RedisServer.UntilAsync(async () =>
        ((string[])(await redis.ExecuteAsync("HKEYS", $"livecaller:c::{Room}"))!).Count(field => field.StartsWith('u') && field[17..] == user) == times);
}
