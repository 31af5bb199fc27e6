using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Channels;

public sealed class SubscriptionCountTests
{
    [Fact]
    public async Task Subscribers_are_told_how_many_they_are()
    {
        await using var host = await StartAsync();
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();

        await first.SubscribeAsync("news");
        Assert.Equal(1, await CountAsync(first));
        await second.SubscribeAsync("news");
        Assert.Equal(2, await CountAsync(first));
        Assert.Equal(2, await CountAsync(second));
        await first.LeaveAsync("news");

        Assert.Equal(1, await CountAsync(second));
        await first.ExpectQuietAsync();
    }

    [Fact]
    public async Task Presence_channels_tell_it_by_their_members()
    {
        await using var host = await StartAsync();
        using var client = await host.ConnectAsync();

        await client.JoinAsync("presence-room", "anna");

        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task Nobody_is_told_unless_it_is_switched_on()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync("news");

        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task In_a_large_channel_the_number_is_sent_from_time_to_time()
    {
        await using var host = await StartAsync();
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        for (var i = 0; i < 200; i++) host.Hub.Join("news", new Silent($"1.{i}"), null);
        for (var n = 1; n <= 100; n++) Assert.Equal(n, await CountAsync(client));
        await client.ExpectQuietAsync();

        host.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(201, await CountAsync(client));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        await client.ExpectQuietAsync();
        host.Hub.Join("news", new Silent("2.1"), null);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(202, await CountAsync(client));
    }

    private static Task<PusherHost> StartAsync() => PusherHost.StartAsync(o => o.SubscriptionCounts = true);

    private static async Task<int> CountAsync(PusherClient client) =>
        (await client.ExpectAsync(PusherEventNames.SubscriptionCount, "news")).GetProperty("subscription_count").GetInt32();

    private sealed class Silent(string socketId) : ISubscriber
    {
        public string SocketId => socketId;

        public void Queue(ReadOnlyMemory<byte> frame)
        {
        }

        public void Flush()
        {
        }
    }
}
