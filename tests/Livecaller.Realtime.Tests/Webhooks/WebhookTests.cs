using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Webhooks;

/// <summary>What back ends are told about channels.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_back_end_is_told_that_a_channel_is_occupied_and_that_it_is_vacated()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver);
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();

        await first.SubscribeAsync("news");
        await second.SubscribeAsync("news");
        await receiver.ExpectAsync(host, """{"name":"channel_occupied","channel":"news"}""");
        await first.LeaveAsync("news");
        await second.LeaveAsync("news");

        await receiver.ExpectAsync(host, """{"name":"channel_occupied","channel":"news"}""", """{"name":"channel_vacated","channel":"news"}""");
    }

    [Fact]
    public async Task A_request_is_signed_and_has_its_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver, o => o.Webhooks.Endpoints[0].Headers["Authorization"] = "Bearer of the shop");
        using var client = await host.ConnectAsync();
        var before = host.Time.GetUtcNow().ToUnixTimeMilliseconds();

        await client.SubscribeAsync("news");
        await receiver.ExpectAsync(host, """{"name":"channel_occupied","channel":"news"}""");

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/webhooks?token=1", "application/json"), (request.Method, request.Path, request.ContentType));
        Assert.Equal((PusherHost.Key, "Bearer of the shop"), (request.Headers["X-Pusher-Key"], request.Headers["Authorization"]));
        Assert.True(request.IsSignedWith(PusherHost.Secret));
        Assert.InRange(request.Json.GetProperty("time_ms").GetInt64(), before, host.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_user_with_two_sockets_is_one_member()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver);
        using var phone = await host.ConnectAsync();
        using var laptop = await host.ConnectAsync();

        await phone.JoinAsync("presence-room", "anna");
        await laptop.JoinAsync("presence-room", "anna");
        await phone.LeaveAsync("presence-room");
        await laptop.LeaveAsync("presence-room");

        await receiver.ExpectAsync(
            host,
            """{"name":"channel_occupied","channel":"presence-room"}""",
            """{"name":"member_added","channel":"presence-room","user_id":"anna"}""",
            """{"name":"member_removed","channel":"presence-room","user_id":"anna"}""",
            """{"name":"channel_vacated","channel":"presence-room"}""");
    }

    [Fact]
    public async Task An_event_of_a_client_is_reported_with_its_sender()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver, o => o.Webhooks.Endpoints[0].Events.Add("client_event"));
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("private-room");
        await client.SubscribeAsync("presence-room", """{"user_id":7}""");

        await client.SayAsync("client-typing", """{"on":true}""", "private-room");
        await client.SayAsync("client-typing", """{"on":true}""", "presence-room");

        await receiver.ExpectAsync(
            host,
            $$"""{"name":"client_event","channel":"private-room","event":"client-typing","data":"{\u0022on\u0022:true}","socket_id":"{{client.SocketId}}"}""",
            $$"""{"name":"client_event","channel":"presence-room","event":"client-typing","data":"{\u0022on\u0022:true}","socket_id":"{{client.SocketId}}","user_id":"7"}""");
    }

    [Fact]
    public async Task A_missing_event_of_a_cache_channel_and_the_number_of_subscribers_are_reported()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver, o =>
        {
            o.SubscriptionCounts = true;
            o.Webhooks.Endpoints[0].Events.Add("cache_miss");
            o.Webhooks.Endpoints[0].Events.Add("subscription_count");
        });
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync("cache-price");
        await client.ExpectAsync(PusherEventNames.CacheMiss, "cache-price");
        await host.PublishAsync("cache-price", "price");
        using var second = await host.ConnectAsync();
        await second.SubscribeAsync("cache-price");

        await receiver.ExpectAsync(
            host,
            """{"name":"cache_miss","channel":"cache-price"}""",
            """{"name":"subscription_count","channel":"cache-price","subscription_count":1}""",
            """{"name":"subscription_count","channel":"cache-price","subscription_count":2}""");
    }

    [Fact]
    public async Task Each_receiver_gets_the_events_and_channels_that_it_asked_for_and_each_app_has_its_own()
    {
        await using var occupied = await WebhookReceiver.StartAsync();
        await using var orders = await WebhookReceiver.StartAsync();
        await using var other = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(occupied, o =>
        {
            o.Webhooks.Endpoints[0].Events.Add("channel_occupied");
            o.Webhooks.Endpoints.Add(new PusherWebhook { Url = orders.Url, ChannelPrefix = "private-order." });
            var shop = new PusherAppOptions { AppId = "2", AppKey = "shop", AppSecret = "secret of the shop", Webhooks = { AllowPrivateAddresses = true } };
            shop.Webhooks.Endpoints.Add(new PusherWebhook { Url = other.Url });
            o.Apps.Add(shop);
        });
        using var client = await host.ConnectAsync();
        using var stranger = await host.ConnectAsync("shop");

        await client.SubscribeAsync("news");
        await client.SubscribeAsync("private-order.1");
        await client.LeaveAsync("news");
        await client.LeaveAsync("private-order.1");
        await stranger.SubscribeAsync("elsewhere");

        await orders.ExpectAsync(host, """{"name":"channel_occupied","channel":"private-order.1"}""", """{"name":"channel_vacated","channel":"private-order.1"}""");
        await occupied.ExpectAsync(host, """{"name":"channel_occupied","channel":"news"}""", """{"name":"channel_occupied","channel":"private-order.1"}""");
        await other.ExpectAsync(host, """{"name":"channel_occupied","channel":"elsewhere"}""");
        var request = Assert.Single(other.Requests);
        Assert.Equal(("shop", true), (request.Headers["X-Pusher-Key"], request.IsSignedWith("secret of the shop")));
    }

    [Fact]
    public async Task A_short_interruption_is_not_reported()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver);
        var client = await host.ConnectAsync();
        await client.JoinAsync("presence-room", "anna");
        await receiver.ExpectAsync(
            host, """{"name":"channel_occupied","channel":"presence-room"}""", """{"name":"member_added","channel":"presence-room","user_id":"anna"}""");

        await client.HangUpAsync();
        client.Dispose();
        await Eventually.IsTrueAsync(() => host.Hub.ChannelCount == 0);
        host.Time.Advance(TimeSpan.FromSeconds(2.9));
        using var again = await host.ConnectAsync();
        await again.JoinAsync("presence-room", "anna");
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await again.SubscribeAsync("news");

        await receiver.ExpectAsync(
            host, """{"name":"channel_occupied","channel":"presence-room"}""", """{"name":"member_added","channel":"presence-room","user_id":"anna"}""",
            """{"name":"channel_occupied","channel":"news"}""");
    }

    [Fact]
    public async Task Without_a_debounce_time_everything_is_reported_at_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartAsync(receiver, o => o.Webhooks.DebounceTime = TimeSpan.Zero);
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync("news");
        await client.LeaveAsync("news");
        await client.SubscribeAsync("news");

        await receiver.ExpectAsync(
            host, """{"name":"channel_occupied","channel":"news"}""", """{"name":"channel_vacated","channel":"news"}""",
            """{"name":"channel_occupied","channel":"news"}""");
    }

    internal static Task<PusherHost> StartAsync(WebhookReceiver receiver, Action<PusherOptions>? configure = null) => PusherHost.StartAsync(options =>
    {
        options.Webhooks.AllowPrivateAddresses = true;
        options.Webhooks.Endpoints.Add(new PusherWebhook { Url = receiver.Url });
        configure?.Invoke(options);
    });
}
