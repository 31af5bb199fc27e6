using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class IdleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_socket_that_never_subscribes_is_closed_with_4202()
    {
        await using var host = await StartAsync();
        using var client = await host.ConnectAsync();

        host.Time.Advance(Limit);

        await client.ExpectErrorAndCloseAsync(4202);
    }

    [Fact]
    public async Task A_subscription_keeps_the_socket_and_the_time_begins_again_with_the_last_unsubscribe()
    {
        await using var host = await StartAsync();
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        host.Time.Advance(Limit);
        await client.ExpectQuietAsync();

        await client.LeaveAsync("news");
        host.Time.Advance(Limit - TimeSpan.FromSeconds(1));
        await client.LeaveAsync("another");
        host.Time.Advance(TimeSpan.FromSeconds(1));

        await client.ExpectErrorAndCloseAsync(4202);
    }

    private static Task<PusherHost> StartAsync() => PusherHost.StartAsync(o => o.IdleTimeout = Limit);
}
