using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Testing.Tests.Realtime;

public sealed class TestPusherTests
{
    [Fact]
    public async Task A_ping_is_answered()
    {
        await using var host = new LivecallerTestHost();
        await using var socket = await new Wire(host).ConnectAsync();
        await Wire.NextAsync(socket);

        await Wire.SayAsync(socket, new(PusherEventNames.Ping, Data: "{}"));

        Assert.Equal(PusherEventNames.Pong, (await Wire.NextAsync(socket)).Event);
    }

    [Fact]
    public async Task A_private_channel_without_a_signature_is_refused()
    {
        await using var host = new LivecallerTestHost();
        await using var socket = await new Wire(host).ConnectAsync();
        await Wire.NextAsync(socket);

        await Wire.SayAsync(socket, new(PusherEventNames.Subscribe, Data: """{"channel":"private-conversation.1","auth":"test-key:00"}"""));

        Assert.Equal(PusherEventNames.SubscriptionError, (await Wire.NextAsync(socket)).Event);
        Assert.Empty(host.Subscriptions);
    }

    [Fact]
    public async Task An_unknown_application_is_refused_with_its_code()
    {
        await using var host = new LivecallerTestHost();
        var factory = host.CreateOptions().SocketFactory!;
        await using var socket = await factory.ConnectAsync(new("wss://livecaller.test/app/other?protocol=7"), Wire.Ct);

        Assert.Equal(PusherEventNames.Error, (await Wire.NextAsync(socket)).Event);
        Assert.Equal(PusherErrorCodes.UnknownApp, await Wire.EndAsync(socket));
    }

    [Fact]
    public async Task A_conversation_that_the_operator_starts_is_told_on_the_visitors_channel()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        await using var socket = await visitor.SubscribeAsync(ChannelNames.Visitor(visitor.Visitor));

        await host.Operator.StartsConversationAsync(visitor.Visitor, "May I help?");

        Assert.Equal(EventNames.ConversationStarted, (await Wire.NextAsync(socket)).Event);
    }

    [Fact]
    public async Task Faults_of_broadcasts_happen_as_asked_for()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("Hello?");
        await host.Operator.JoinsAsync();
        await host.Operator.ReceivesAsync();
        await using var socket = await visitor.SubscribeAsync(ChannelNames.Conversation(id));

        host.Faults.Duplicate();
        host.Faults.Reorder();
        host.Faults.Lose();
        host.Faults.Delay(TimeSpan.FromSeconds(5));
        foreach (var text in (string[])["twice", "swapped", "lost", "late", "plain"]) await host.Operator.SaysAsync(text);
        host.Time.Advance(TimeSpan.FromSeconds(5));

        string[] heard = [await Wire.NextTextAsync(socket), await Wire.NextTextAsync(socket), await Wire.NextTextAsync(socket),
            await Wire.NextTextAsync(socket), await Wire.NextTextAsync(socket)];
        Assert.Equal(["twice", "twice", "plain", "swapped", "late"], heard);
        Assert.Equal(6, host.MessagesOf(id).Count);
    }

    [Fact]
    public async Task A_restart_says_come_back_and_a_dropped_connection_says_nothing()
    {
        await using var host = new LivecallerTestHost();
        await using var first = await new Wire(host).ConnectAsync();
        await Wire.NextAsync(first);
        host.Faults.ServerRestart();
        await using var second = await new Wire(host).ConnectAsync();
        await Wire.NextAsync(second);
        host.Faults.DropConnection();

        Assert.Equal(PusherErrorCodes.Reconnect, await Wire.EndAsync(first));
        Assert.Null(await Wire.EndAsync(second));
        Assert.Equal(0, host.ConnectionCount);
    }

    [Fact]
    public async Task Nobody_is_reached_while_the_network_is_away()
    {
        await using var host = new LivecallerTestHost();
        host.Faults.DropConnection(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => new Wire(host).ConnectAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => Wire.LoginAsync(host));
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Wire.LoginAsync(host);
    }
}
