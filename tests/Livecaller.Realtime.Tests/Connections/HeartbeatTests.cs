using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan Activity = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pong = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_ping_is_answered()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayAsync(PusherEventNames.Ping);

        await client.ExpectAsync(PusherEventNames.Pong);
    }

    [Fact]
    public async Task A_client_that_never_answers_a_ping_is_closed_with_4201()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        host.Time.Advance(Activity);
        await client.ExpectAsync(PusherEventNames.Ping);
        host.Time.Advance(Pong);

        await client.ExpectErrorAndCloseAsync(4201);
    }

    [Fact]
    public async Task A_client_that_answers_stays_however_long_it_is_silent()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        for (var round = 0; round < 3; round++)
        {
            host.Time.Advance(Activity);
            await client.ExpectAsync(PusherEventNames.Ping);
            await client.SayAsync(PusherEventNames.Pong);
            await client.ExpectQuietAsync();
            host.Time.Advance(Pong);
            await client.ExpectQuietAsync();
        }
    }

    [Fact]
    public async Task A_client_that_talks_is_not_pinged()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        host.Time.Advance(Activity - TimeSpan.FromSeconds(1));
        await client.ExpectQuietAsync();
        host.Time.Advance(TimeSpan.FromSeconds(2));
        await client.ExpectQuietAsync();
        host.Time.Advance(Activity);

        await client.ExpectAsync(PusherEventNames.Ping);
    }

    [Fact]
    public async Task Web_socket_pings_are_signs_of_life()
    {
        await using var host = await PusherHost.StartAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);
        byte[] ping = [0x89, 0x80, 0, 0, 0, 0];

        host.Time.Advance(Activity - TimeSpan.FromSeconds(1));
        await raw.SendAsync(ping);
        Assert.Equal(0xA, (await raw.ReadFrameAsync()).OpCode);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        await raw.SendAsync(ping);

        // A pusher:ping would have come first.
        Assert.Equal(0xA, (await raw.ReadFrameAsync()).OpCode);
    }

    [Fact]
    public async Task A_silent_member_is_gone_for_the_others_at_once()
    {
        await using var host = await PusherHost.StartAsync();
        using var dead = await host.ConnectAsync();
        await dead.JoinAsync("presence-room", "dead");
        host.Time.Advance(TimeSpan.FromSeconds(60));
        using var alive = await host.ConnectAsync();
        await alive.JoinAsync("presence-room", "alive");

        host.Time.Advance(TimeSpan.FromSeconds(60));
        host.Time.Advance(Pong);

        var gone = await alive.ExpectAsync(PusherEventNames.MemberRemoved, "presence-room");
        Assert.Equal("dead", gone.GetProperty("user_id").GetString());
    }
}
