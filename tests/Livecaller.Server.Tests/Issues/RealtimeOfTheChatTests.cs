using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Issues;

public sealed class RealtimeOfTheChatTests
{
    private const string Section = "Livecaller:Realtime:";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(false, "pusher:subscription_error")]
    [InlineData(true, "pusher_internal:subscription_succeeded")]
    public async Task The_chat_has_public_channels_only_where_they_are_switched_on(bool on, string answer)
    {
        await using var server = on ? await LivecallerServer.StartAsync(null, (Section + "PublicChannels", "true")) : await LivecallerServer.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);

        await socket.SayAsync(new { @event = "pusher:subscribe", data = new { channel = "news" } });

        Assert.Equal(answer, (await socket.ReadAnyAsync()).Event);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_visitor_sends_reaches_operators_sockets_only_where_client_events_are_switched_on(bool on)
    {
        await using var server = on ? await LivecallerServer.StartAsync(null, (Section + "ClientEvents", "true")) : await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var channel = "private-conversation." + await visitor.StartAsync();
        await using var visitors = await PusherSocket.ConnectAsync(server);
        await using var operators = await PusherSocket.ConnectAsync(server);
        await visitors.SubscribeAsync(visitor, channel);
        await operators.SubscribeAsync(await server.OperatorAsync(), channel);

        await visitors.SayAsync(new { @event = "client-spoofed", channel, data = new { } });
        await visitors.SayAsync(new { @event = "pusher:ping", data = new { } });

        // Events are sent before the answer to what the sender says next.
        if (!on) await visitors.ReadAsync("pusher:error");
        await visitors.ReadAsync("pusher:pong");
        await operators.SayAsync(new { @event = "pusher:ping", data = new { } });
        List<string> received = [];
        while (received.LastOrDefault() != "pusher:pong") received.Add((await operators.ReadAnyAsync()).Event);
        Assert.Equal(on, received.Contains("client-spoofed"));
    }

    [Fact]
    public async Task A_socket_that_authorizes_nothing_is_closed_after_half_a_minute()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var visitor = await server.VisitorAsync();
        await using var idle = await PusherSocket.ConnectAsync(server);
        await using var authorized = await PusherSocket.ConnectAsync(server);
        await authorized.SubscribeAsync(visitor, "private-visitor." + visitor.Id);

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(4100, await idle.ReadCloseAsync());
        await authorized.SayAsync(new { @event = "pusher:ping", data = new { } });
        await authorized.ReadAsync("pusher:pong");
    }

    [Fact]
    public async Task One_address_opens_no_more_sockets_than_are_configured()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Section + "MaxConnectionsPerAddress", "1"));
        await using var first = await PusherSocket.ConnectAsync(server);
        await using var second = new PusherSocket();

        await second.OpenAsync(server);

        Assert.Equal(4100, await second.ReadCloseAsync());
    }

    [Fact]
    public async Task A_socket_that_floods_is_closed_and_can_come_back()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await using var socket = await PusherSocket.ConnectAsync(server);

        // Each answer is read: a socket that does not read is closed for that.
        for (var i = 0; i < 600; i++)
        {
            await socket.SayAsync(new { @event = "pusher:ping", data = new { } });
            await socket.ReadAsync("pusher:pong");
        }

        await socket.SayAsync(new { @event = "pusher:ping", data = new { } });
        Assert.Equal(4100, await socket.ReadCloseAsync());
        await using var again = await PusherSocket.ConnectAsync(server);
    }
}
