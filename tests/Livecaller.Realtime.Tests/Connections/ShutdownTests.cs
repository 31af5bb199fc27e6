using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_server_that_stops_asks_every_client_to_come_back()
    {
        await using var host = await PusherHost.StartAsync();
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();

        var stopping = host.StopAsync();

        await first.ExpectErrorAndCloseAsync(4200);
        await second.ExpectErrorAndCloseAsync(4200);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Many_clients_are_asked_in_waves()
    {
        await using var host = await PusherHost.StartAsync(options => options.DrainTime = TimeSpan.FromMilliseconds(100));
        var clients = new List<PusherClient>();
        try
        {
            for (var i = 0; i < 250; i++) clients.Add(await host.ConnectAsync());

            var stopping = host.StopAsync();

            // The clock stands still, so only the first of two waves comes.
            await Eventually.IsTrueAsync(() => host.Connections.ClosingCount == 125);
            await Task.WhenAll(clients.Select(async client => await client.SayAsync("pusher:ping")));
            Assert.Equal(125, host.Connections.ClosingCount);
            host.Time.Advance(TimeSpan.FromMilliseconds(100));

            await Task.WhenAll(clients.Select(ExpectGoodbyeAsync));
            await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task What_was_published_before_the_stop_still_arrives()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");

        await host.PublishAsync("news", "last");
        var stopping = host.StopAsync();

        await client.ExpectAsync("last", "news");
        await client.ExpectErrorAndCloseAsync(4200);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_that_does_not_say_goodbye_delays_the_stop_no_longer_than_allowed()
    {
        await using var host = await PusherHost.StartAsync(
            o => o.CloseTimeout = TimeSpan.FromMilliseconds(100), time: TimeProvider.System);
        using var silent = await RawSocket.UpgradeAsync(host.Port);

        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(4200, await silent.ReadCloseCodeAsync());
    }

    private static async Task ExpectGoodbyeAsync(PusherClient client)
    {
        PusherFrame frame;
        do frame = await client.ReadAsync();
        while (frame.Event == PusherEventNames.Pong);
        Assert.Equal(PusherEventNames.Error, frame.Event);
        await client.ExpectCloseAsync(4200);
    }
}
