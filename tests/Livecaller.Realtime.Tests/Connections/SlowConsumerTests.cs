using System.Net.WebSockets;
using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class SlowConsumerTests
{
    // More than the buffers of both ends of a loopback connection together.
    private const int Frames = 400;
    private static readonly string Padding = new('x', 64 * 1024);

    [Fact]
    public async Task A_slow_client_is_sent_away_with_4200_and_the_others_get_everything()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxQueuedFrames = 8);
        using var slow = await host.ConnectAsync();
        using var fast = await host.ConnectAsync();
        await slow.SubscribeAsync("news");
        await fast.SubscribeAsync("news");

        for (var i = 0; i < Frames; i++)
        {
            await host.PublishAsync("news", "item", $$"""{"n":{{i}},"padding":"{{Padding}}"}""");
            Assert.Equal(i, (await fast.ExpectAsync("item", "news")).GetProperty("n").GetInt32());
        }

        // What the slow one still gets is a beginning without holes: it can catch up from there.
        var got = 0;
        PusherFrame frame;
        while ((frame = await slow.ReadAsync()).Event == "item") Assert.Equal(got++, NumberOf(frame));
        Assert.InRange(got, 1, Frames - 1);
        Assert.Equal(PusherEventNames.Error, frame.Event);
        await slow.ExpectCloseAsync(4200);
        await fast.ExpectQuietAsync();
    }

    [Fact]
    public async Task Frames_larger_than_the_buffers_of_the_connection_arrive_whole_although_the_client_hesitates()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxQueuedBytes = int.MaxValue);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        var large = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},"));

        // About 20 MB: the first of them fill the buffers, and the rest of the one that was cut waits.
        for (var i = 0; i < 180; i++) await host.PublishAsync("news", "item", $"[{large}{i}]");

        for (var i = 0; i < 180; i++)
            Assert.Equal(20_000 + 1, (await client.ExpectAsync("item", "news")).GetArrayLength());
    }

    [Fact]
    public async Task A_client_that_asks_without_reading_is_sent_away()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxQueuedBytes = 4096, time: TimeProvider.System);
        using var client = await host.ConnectAsync();
        var asker = $$"""{"user_id":"asker","user_info":"{{new string('x', 1000)}}"}""";
        await client.SubscribeAsync("presence-room", asker);

        try
        {
            for (var i = 0; i < 100_000 && host.Connections.Count > 0; i++)
                await client.AskSignedAsync("presence-room", asker);
        }
        catch (WebSocketException)
        {
            // Cut off while it still asked.
        }

        await Eventually.IsTrueAsync(() => host.Connections.Count == 0);
    }

    private static int NumberOf(PusherFrame frame)
    {
        using var data = JsonDocument.Parse(frame.Data!);
        return data.RootElement.GetProperty("n").GetInt32();
    }
}
