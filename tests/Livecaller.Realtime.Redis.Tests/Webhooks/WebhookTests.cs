using Livecaller.Realtime.Redis.Tests.Support;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Redis.Tests.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task Several_nodes_report_a_channel_and_its_members_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        void Configure(PusherOptions options)
        {
            options.Webhooks.Endpoints.Add(new() { Url = receiver.Url, ChannelPrefix = "presence-" });
            (options.Webhooks.AllowPrivateAddresses, options.Webhooks.BatchDelay) = (true, TimeSpan.Zero);
            options.Webhooks.DebounceTime = TimeSpan.FromSeconds(1);
        }

        await using var one = await Node.StartAsync(redis, Configure);
        await using var two = await Node.StartAsync(redis, Configure);
        using var first = await one.ConnectAsync();
        using var second = await two.ConnectAsync();
        await first.JoinAsync("presence-room", "ann");
        await second.JoinAsync("presence-room", "ann");
        await RedisServer.UntilAsync(() => Task.FromResult(receiver.Events.Count >= 2));

        // The user moves from one node to the other: that is no report. Then the last connection ends.
        await first.HangUpAsync();
        await RedisServer.UntilAsync(async () => ((string[])(await redis.ExecuteAsync("HKEYS", "livecaller:c::presence-room"))!).Count(field => field.StartsWith('u')) == 1);
        await second.HangUpAsync();
        await RedisServer.UntilAsync(() => Task.FromResult(receiver.Events.Count >= 4));

        Assert.Equal(
            [
                """{"name":"channel_occupied","channel":"presence-room"}""",
                """{"name":"channel_vacated","channel":"presence-room"}""",
                """{"name":"member_added","channel":"presence-room","user_id":"ann"}""",
                """{"name":"member_removed","channel":"presence-room","user_id":"ann"}""",
            ],
            receiver.Events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_channels_of_a_lost_node_are_reported_as_vacated_by_another_one()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        void Configure(PusherOptions options)
        {
            options.Webhooks.Endpoints.Add(new() { Url = receiver.Url });
            (options.Webhooks.AllowPrivateAddresses, options.Webhooks.BatchDelay, options.Webhooks.DebounceTime) = (true, TimeSpan.Zero, TimeSpan.Zero);
        }

        using var cable = new Cable(redis);
        await using var lost = await Node.StartAsync(cable.Address, Configure);
        await using var other = await Node.StartAsync(redis, Configure);
        using var client = await lost.ConnectAsync();
        await client.SubscribeAsync("private-room");
        await RedisServer.UntilAsync(() => Task.FromResult(receiver.Events.Count >= 1));

        cable.Cut();
        await RedisServer.UntilAsync(() => Task.FromResult(receiver.Events.Count >= 2));

        Assert.Equal(["""{"name":"channel_occupied","channel":"private-room"}""", """{"name":"channel_vacated","channel":"private-room"}"""], receiver.Events);
    }
}
