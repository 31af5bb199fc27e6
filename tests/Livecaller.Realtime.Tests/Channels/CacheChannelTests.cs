using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Realtime.Tests.Channels;

public sealed class CacheChannelTests
{
    public static TheoryData<string, string?> Kinds => new()
    {
        { "cache-news", null },
        { "private-cache-news", null },
        { "private-encrypted-cache-news", null },
        { "presence-cache-news", """{"user_id":"anna"}""" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_subscriber_receives_the_last_event(string channel, string? channelData)
    {
        await using var host = await PusherHost.StartAsync();
        await host.PublishAsync(channel, "price", "1");
        await host.PublishAsync(channel, "price", "2");
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync(channel, channelData);

        Assert.Equal(2, (await client.ExpectAsync("price", channel)).GetInt32());
        await host.PublishAsync(channel, "price", "3");
        Assert.Equal(3, (await client.ExpectAsync("price", channel)).GetInt32());
        await client.ExpectQuietAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_an_event_it_is_a_cache_miss(string channel, string? channelData)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync(channel, channelData);

        await client.ExpectAsync(PusherEventNames.CacheMiss, channel);
    }

    [Fact]
    public async Task An_event_outlives_its_subscribers_but_not_its_time()
    {
        await using var host = await PusherHost.StartAsync(o => o.ActivityTimeout = TimeSpan.FromDays(1));
        using var first = await host.ConnectAsync();
        await first.SubscribeAsync("cache-news");
        await first.ExpectAsync(PusherEventNames.CacheMiss);
        await host.PublishAsync("cache-news", "price");
        await first.LeaveAsync("cache-news", "price");
        Assert.Equal(0, host.Hub.ChannelCount);

        host.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await first.SubscribeAsync("cache-news");
        await first.ExpectAsync("price");
        await first.LeaveAsync("cache-news");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await first.SubscribeAsync("cache-news");

        await first.ExpectAsync(PusherEventNames.CacheMiss);
    }

    [Fact]
    public async Task Events_of_clients_are_not_kept()
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync("private-cache-room");
        await sender.ExpectAsync(PusherEventNames.CacheMiss);

        await sender.SayAsync("client-typing", "{}", "private-cache-room");
        await sender.ExpectQuietAsync();
        await other.SubscribeAsync("private-cache-room");

        await other.ExpectAsync(PusherEventNames.CacheMiss);
    }

    [Fact]
    public async Task An_ordinary_channel_keeps_nothing()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await host.PublishAsync("news", "price");

        await client.SubscribeAsync("news");

        await client.ExpectQuietAsync();
        Assert.Equal(0, host.App.Cache.Bytes);
    }

    [Fact]
    public async Task Whoever_subscribes_while_events_are_published_misses_none_and_sees_none_twice()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxQueuedFrames = 4000);
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            while (published < 3000) await host.PublishAsync("cache-news", "n", $"{++published}");
        }, TestContext.Current.CancellationToken);

        for (var round = 0; round < 30; round++)
        {
            using var client = await host.ConnectAsync();
            await client.SubscribeAsync("cache-news");
            var last = 0;
            while (last == 0 || (last < 3000 && last < published - 1 && round % 2 == 0))
            {
                var frame = await client.ReadAsync();
                if (frame.Event == PusherEventNames.CacheMiss) continue;
                var number = int.Parse(frame.Data!, System.Globalization.CultureInfo.InvariantCulture);
                if (last > 0) Assert.Equal(last + 1, number);
                last = number;
            }
        }

        await publishing;
    }

    [Fact]
    public void The_cache_has_an_end_and_drops_the_oldest()
    {
        var time = new FakeTimeProvider();
        var cache = new ChannelCache(new PusherOptions { MaxCachedBytes = 10_000 }, time);

        for (var i = 0; i < 1000; i++) cache.Set($"cache-{i}", new byte[300]);

        Assert.InRange(cache.Bytes, 5_000, 10_000);
        Assert.Null(cache.Get("cache-0"));
        Assert.NotNull(cache.Get("cache-999"));
        cache.Set("cache-huge", new byte[20_000]);
        Assert.Null(cache.Get("cache-huge"));
        cache.Set("cache-0", new byte[1]);
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(cache.Get("cache-0"));
        Assert.Equal(0, cache.Bytes);
    }
}
