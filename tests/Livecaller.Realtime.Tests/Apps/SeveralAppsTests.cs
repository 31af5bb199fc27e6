using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Apps;

public sealed class SeveralAppsTests
{
    private const string Room = "private-room";

    [Fact]
    public async Task Channels_of_the_same_name_in_two_apps_are_two_channels()
    {
        await using var host = await PusherHost.StartAsync(AddShop);
        using var here = await host.ConnectAsync();
        using var there = await host.ConnectAsync("shop");
        await here.SubscribeAsync("news");
        await there.SubscribeAsync("news");

        await host.PublishAsync("news", "first");
        await here.ExpectAsync("first", "news");
        await there.ExpectQuietAsync();

        await host.PublisherOf("2").PublishAsync(["news"], "second", "{}", cancellationToken: TestContext.Current.CancellationToken);
        await there.ExpectAsync("second", "news");
        await here.ExpectQuietAsync();
    }

    [Fact]
    public async Task The_first_app_can_be_published_to_by_its_id()
    {
        await using var host = await PusherHost.StartAsync(AddShop);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");

        await host.PublisherOf("1").PublishAsync(["news"], "hello", "{}", cancellationToken: TestContext.Current.CancellationToken);

        await client.ExpectAsync("hello", "news");
        Assert.Throws<InvalidOperationException>(() => host.PublisherOf("3"));
    }

    [Fact]
    public async Task A_signature_counts_for_the_app_whose_secret_made_it()
    {
        await using var host = await PusherHost.StartAsync(AddShop);
        using var client = await host.ConnectAsync("shop");

        await client.AskAsync(Room, PusherSignature.SignChannel(PusherHost.Key, PusherHost.Secret, client.SocketId, Room));
        await client.ExpectRefusalAsync(Room, 401);
        await client.AskAsync(Room, PusherSignature.SignChannel("shop", PusherHost.Secret, client.SocketId, Room));
        await client.ExpectRefusalAsync(Room, 401);
        await client.AskAsync(Room, PusherSignature.SignChannel("shop", "shop-secret", client.SocketId, Room));

        await client.ExpectAsync(PusherEventNames.SubscriptionSucceeded, Room);
    }

    [Fact]
    public async Task Client_events_stay_in_their_app_and_follow_its_rules()
    {
        await using var host = await PusherHost.StartAsync(o =>
        {
            o.ClientEvents = false;
            AddShop(o);
        });
        using var here = await host.ConnectAsync();
        using var sender = await host.ConnectAsync("shop");
        using var there = await host.ConnectAsync("shop");
        await here.SubscribeAsync(Room);
        foreach (var client in (PusherClient[])[sender, there])
        {
            await client.AskAsync(Room, PusherSignature.SignChannel("shop", "shop-secret", client.SocketId, Room));
            await client.ExpectAsync(PusherEventNames.SubscriptionSucceeded, Room);
        }

        await sender.SayAsync("client-typing", "{}", Room);
        await here.SayAsync("client-typing", "{}", Room);

        await there.ExpectAsync("client-typing", Room);
        await here.ExpectErrorAsync(4300);
        await there.ExpectQuietAsync();
    }

    [Fact]
    public async Task The_apps_own_settings_can_be_left_out_when_there_are_others()
    {
        await using var host = await PusherHost.StartAsync(o =>
        {
            (o.AppId, o.AppKey, o.AppSecret) = ("", "", "");
            AddShop(o);
        });
        using var client = await host.ConnectAsync("shop");
        await client.SubscribeAsync("news");
        using var nobody = await host.OpenAsync();

        await host.PublishAsync("news", "hello");

        await client.ExpectAsync("hello", "news");
        await nobody.ExpectErrorAndCloseAsync(4001);
    }

    [Fact]
    public async Task The_quota_of_an_app_is_its_own()
    {
        await using var host = await PusherHost.StartAsync(o =>
        {
            AddShop(o);
            o.Apps[0].MaxConnections = 1;
        });
        using var only = await host.ConnectAsync("shop");

        using var refused = await host.OpenAsync($"/app/shop{PusherHost.Protocol}");
        await refused.ExpectErrorAndCloseAsync(4004);
        using var other = await host.ConnectAsync();

        await only.HangUpAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        using var next = await host.ConnectAsync("shop");
    }

    [Fact]
    public async Task One_connection_over_the_servers_limit_is_asked_to_come_back_later()
    {
        await using var host = await PusherHost.StartAsync(o =>
        {
            AddShop(o);
            o.MaxTotalConnections = 2;
        });
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync("shop");

        using var third = await host.OpenAsync();
        await third.ExpectErrorAndCloseAsync(4100);

        await second.HangUpAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        using var fourth = await host.ConnectAsync();
    }

    [Fact]
    public async Task An_app_that_is_disabled_refuses_its_clients_only()
    {
        await using var host = await PusherHost.StartAsync(o =>
        {
            AddShop(o);
            o.Apps[0].Enabled = false;
        });

        using var refused = await host.OpenAsync($"/app/shop{PusherHost.Protocol}");
        await refused.ExpectErrorAndCloseAsync(4003);
        using var welcome = await host.ConnectAsync();
    }

    private static void AddShop(PusherOptions options) =>
        options.Apps.Add(new PusherAppOptions { AppId = "2", AppKey = "shop", AppSecret = "shop-secret" });
}
