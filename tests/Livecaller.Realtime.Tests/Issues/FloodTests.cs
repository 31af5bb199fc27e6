using System.Net;
using System.Net.WebSockets;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Issues;

public sealed class FloodTests
{
    private const string Room = "private-room";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Alone_the_server_has_the_protocols_defaults()
    {
        var options = new PusherOptions();

        Assert.Equal((0, 0, 0, TimeSpan.Zero, true, true), (
            options.MaxConnectionsPerAddress, options.MaxFramesPerMinute, options.MaxSubscribesPerMinute,
            options.UnauthorizedTimeout, options.PublicChannels, options.ClientEvents));
    }

    [Fact]
    public async Task One_address_can_open_only_so_many_sockets_and_may_come_back_when_one_has_closed()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxConnectionsPerAddress = 2);
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();

        using var third = await host.OpenAsync();
        await third.ExpectErrorAndCloseAsync(4100);
        await first.HangUpAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        await Eventually.IsTrueAsync(() => host.Addresses.Count("127.0.0.1") == 1);

        using var fourth = await host.ConnectAsync();
        await second.ExpectQuietAsync();
    }

    [Theory]
    [InlineData("/app/wrong-key?protocol=7")]
    [InlineData("/nowhere")]
    [InlineData($"/app/{PusherHost.Key}{PusherHost.Protocol}")]
    public async Task Sockets_that_were_refused_and_do_not_go_are_limited_too(string path)
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxConnectionsPerAddress = 2);
        List<PusherClient> clients = [];
        for (var i = 0; i < 4; i++) clients.Add(await host.OpenAsync(path));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => host.OpenAsync(path));

        Assert.Contains("429", refused.Message, StringComparison.Ordinal);
        foreach (var client in clients) client.Dispose();
        await Eventually.IsTrueAsync(() => host.Addresses.Count("127.0.0.1") == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("news")]
    public async Task A_socket_that_authorizes_nothing_is_closed(string? publicChannel)
    {
        await using var host = await PusherHost.StartAsync(o => o.UnauthorizedTimeout = TimeSpan.FromSeconds(30));
        using var client = await host.ConnectAsync();
        if (publicChannel is not null) await client.SubscribeAsync(publicChannel);
        await client.AskAsync(Room, "test-key:wrong");
        await client.ExpectRefusalAsync(Room, 401);
        host.Time.Advance(TimeSpan.FromSeconds(29));
        await client.ExpectQuietAsync();

        host.Time.Advance(TimeSpan.FromSeconds(1));

        await client.ExpectErrorAndCloseAsync(4100);
    }

    [Theory]
    [InlineData(Room, null)]
    [InlineData("presence-room", """{"user_id":"1"}""")]
    public async Task A_socket_that_has_authorized_a_channel_stays(string channel, string? channelData)
    {
        await using var host = await PusherHost.StartAsync(o => o.UnauthorizedTimeout = TimeSpan.FromSeconds(30));
        using var client = await host.ConnectAsync();
        host.Time.Advance(TimeSpan.FromSeconds(29));
        await client.SubscribeAsync(channel, channelData);

        host.Time.Advance(TimeSpan.FromSeconds(60));

        await client.ExpectQuietAsync();
    }

    [Theory]
    [InlineData("news")]
    [InlineData("Private-news")]
    [InlineData("presence")]
    public async Task Public_channels_can_be_switched_off(string channel)
    {
        await using var host = await PusherHost.StartAsync(o => o.PublicChannels = false);
        using var client = await host.ConnectAsync();

        await client.AskSignedAsync(channel);

        await client.ExpectRefusalAsync(channel, 403);
        await client.SubscribeAsync(Room);
        await host.PublishAsync(channel, "secret");
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task One_frame_over_the_budget_closes_the_socket()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxFramesPerMinute = 5);
        using var client = await host.ConnectAsync();
        for (var i = 0; i < 4; i++) await client.ExpectQuietAsync();
        host.Time.Advance(Minute);
        for (var i = 0; i < 5; i++) await client.ExpectQuietAsync();

        await client.SayAsync(PusherEventNames.Ping);

        await client.ExpectErrorAndCloseAsync(4100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Fragments_of_a_message_that_never_ends_count(int size)
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxFramesPerMinute = 20);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 21; i++) await client.SayBytesAsync(new byte[size], WebSocketMessageType.Text, end: false);

        await client.ExpectErrorAndCloseAsync(4100);
    }

    [Fact]
    public async Task A_message_that_comes_in_many_packets_is_one_frame()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxFramesPerMinute = 3);
        using var client = await host.ConnectAsync();

        await client.SayTextAsync($$"""{"event":"pusher:ping","data":"{{new string('x', 60_000)}}"}""");

        await client.ExpectAsync(PusherEventNames.Pong);
    }

    [Fact]
    public async Task Pings_below_the_frames_are_limited_too()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxFramesPerMinute = 2);
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        // Masked pings without a payload, each answered before the next.
        for (var i = 0; i < 20; i++)
        {
            await raw.SendAsync([0x89, 0x80, 1, 2, 3, 4]);
            Assert.Equal(0xA, (await raw.ReadFrameAsync()).OpCode);
        }

        await raw.SendAsync([0x89, 0x80, 1, 2, 3, 4]);
        Assert.Equal(4100, await raw.ReadCloseCodeAsync());
    }

    [Theory]
    [InlineData("test-key:wrong", "private-")]
    [InlineData(null, "")]
    public async Task One_subscription_over_the_budget_closes_the_socket(string? auth, string prefix)
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxSubscribesPerMinute = 3);
        using var client = await host.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            await client.AskAsync($"{prefix}{i}", auth);
            await client.ReadAsync();
        }

        host.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        await client.AskAsync(prefix + "x", auth);

        await client.ExpectErrorAndCloseAsync(4100);
    }

    [Fact]
    public async Task Client_events_can_be_switched_off()
    {
        await using var host = await PusherHost.StartAsync(o => o.ClientEvents = false);
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync(Room);
        await other.SubscribeAsync(Room);

        for (var i = 0; i < 20; i++)
        {
            await sender.SayAsync("client-typing", "{}", Room);
            var refused = await sender.ReadAsync();
            Assert.Equal((PusherEventNames.Error, Room), (refused.Event, refused.Channel));
        }

        await other.ExpectQuietAsync();
        await sender.ExpectQuietAsync();
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::", "2001:db8:1:3::")]
    public void An_address_counts_as_its_network(string address, string expected) =>
        Assert.Equal(expected, Limits.ClientNetwork.Of(IPAddress.Parse(address)));
}
