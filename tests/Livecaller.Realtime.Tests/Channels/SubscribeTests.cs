using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Channels;

public sealed class SubscribeTests
{
    private const string Private = "private-room";

    [Fact]
    public async Task A_public_channel_needs_no_signature()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskAsync("news");

        var data = await client.ExpectAsync(PusherEventNames.SubscriptionSucceeded, "news");
        Assert.Equal("{}", data.GetRawText());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("test-key:")]
    [InlineData("test-key:00")]
    [InlineData("\ud800")]
    public async Task A_private_channel_without_the_right_signature_is_refused_and_the_connection_stays(string? auth)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskAsync(Private, auth);

        await client.ExpectRefusalAsync(Private, 401);
        await host.PublishAsync(Private, "secret");
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_signature_counts_for_its_socket_channel_key_and_secret_only()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        string[] signatures =
        [
            PusherSignature.SignChannel(PusherHost.Key, PusherHost.Secret, "1.1", Private),
            PusherSignature.SignChannel(PusherHost.Key, PusherHost.Secret, client.SocketId, "private-other"),
            PusherSignature.SignChannel("other", PusherHost.Secret, client.SocketId, Private),
            PusherSignature.SignChannel(PusherHost.Key, "other", client.SocketId, Private),
            PusherSignature.SignChannel(PusherHost.Key, PusherHost.Secret, client.SocketId, Private, "{}"),
        ];

        foreach (var auth in signatures)
        {
            await client.AskAsync(Private, auth);
            await client.ExpectRefusalAsync(Private, 401);
        }

        await client.SubscribeAsync(Private);
    }

    [Fact]
    public async Task Channel_data_on_a_private_channel_is_part_of_what_is_signed()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync(Private, """{"any":"thing"}""");
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("news#1")]
    [InlineData("café")]
    public async Task A_name_that_cannot_be_is_refused(string channel)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskAsync(channel);

        await client.ExpectRefusalAsync(channel, 400);
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task Nothing_comes_after_an_unsubscribe_and_again_after_a_new_subscribe()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");

        await client.LeaveAsync("news");
        await host.PublishAsync("news", "missed");
        Assert.Equal(0, host.Hub.ChannelCount);

        await client.SubscribeAsync("news");
        await host.PublishAsync("news", "got");
        await client.ExpectAsync("got", "news");
    }

    [Fact]
    public async Task Ten_thousand_subscriptions_to_one_channel_are_one()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 10_000; i++) await client.SubscribeAsync("news");

        await host.PublishAsync("news", "once");
        await client.ExpectAsync("once", "news");
        await client.ExpectQuietAsync();
        Assert.Equal(1, host.Hub.ChannelCount);
    }

    [Fact]
    public async Task Ten_thousand_subscriptions_to_ten_thousand_channels_stop_at_the_limit()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxSubscriptionsPerConnection = 100);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 10_000; i++)
        {
            await client.AskAsync($"news-{i}");
            if (i < 100) await client.ExpectAsync(PusherEventNames.SubscriptionSucceeded, $"news-{i}");
            else await client.ExpectRefusalAsync($"news-{i}", 403);
        }

        Assert.Equal(100, host.Hub.ChannelCount);
        await client.LeaveAsync("news-7");
        await client.SubscribeAsync("news-10000");
    }

    [Fact]
    public async Task A_connection_that_ends_leaves_nothing_behind()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        await client.SubscribeAsync(Private);

        await client.HangUpAsync();

        await Eventually.IsTrueAsync(() => host.Hub.ChannelCount == 0 && host.Connections.Count == 0);
    }
}
