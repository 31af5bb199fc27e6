using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Channels;

public sealed class BroadcastTests
{
    [Fact]
    public async Task An_event_reaches_the_subscribers_of_all_its_channels_and_nobody_else()
    {
        await using var host = await PusherHost.StartAsync();
        using var both = await host.ConnectAsync();
        using var one = await host.ConnectAsync();
        using var none = await host.ConnectAsync();
        await both.SubscribeAsync("a");
        await both.SubscribeAsync("b");
        await one.SubscribeAsync("b");

        await host.Publisher.PublishAsync(
            ["a", "b", "c"], "hello", """{"text":"Grüße 😀 \"quoted\""}""", cancellationToken: TestContext.Current.CancellationToken);

        await both.ExpectAsync("hello", "a");
        await both.ExpectAsync("hello", "b");
        var data = await one.ExpectAsync("hello", "b");
        Assert.Equal("Grüße 😀 \"quoted\"", data.GetProperty("text").GetString());
        await none.ExpectQuietAsync();
    }

    [Fact]
    public async Task Data_travels_as_a_string_that_holds_json()
    {
        await using var host = await PusherHost.StartAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);
        var ask = """{"event":"pusher:subscribe","data":{"channel":"news"}}"""u8.ToArray();
        await raw.SendAsync([0x81, (byte)(0x80 | ask.Length), 0, 0, 0, 0, .. ask]);
        await raw.ReadFrameAsync();

        await host.PublishAsync("news", "hello", """{"n":1}""");

        Assert.Equal(
            """{"event":"hello","channel":"news","data":"{\u0022n\u0022:1}"}""".Replace(@"\u0022", @"\""", StringComparison.Ordinal),
            System.Text.Encoding.UTF8.GetString((await raw.ReadFrameAsync()).Payload));
    }

    [Fact]
    public async Task The_excepted_socket_does_not_get_it()
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync("news");
        await other.SubscribeAsync("news");

        await host.PublishAsync("news", "hello", except: sender.SocketId);

        await other.ExpectAsync("hello", "news");
        await sender.ExpectQuietAsync();
    }

    [Fact]
    public async Task Every_subscriber_sees_the_events_of_a_channel_in_the_same_order()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxQueuedFrames = 2000);
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();
        await first.SubscribeAsync("news");
        await second.SubscribeAsync("news");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++) await host.PublishAsync("news", "item", $"[{p},{i}]");
        })));

        var last = new[] { -1, -1, -1, -1 };
        for (var i = 0; i < 800; i++)
        {
            var seen = await first.ExpectAsync("item", "news");
            Assert.Equal(seen.GetRawText(), (await second.ExpectAsync("item", "news")).GetRawText());
            Assert.Equal(++last[seen[0].GetInt32()], seen[1].GetInt32());
        }
    }

    [Fact]
    public async Task A_broadcast_is_serialised_once_for_all()
    {
        await using var host = await PusherHost.StartAsync();
        var sinks = Enumerable.Range(0, 3).Select(i => new Sink($"1.{i}")).ToArray();
        foreach (var sink in sinks) host.Hub.Join("news", sink, null);

        await host.PublishAsync("news", "hello");

        Assert.All(sinks, s => Assert.Equal(sinks[0].Last, s.Last));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such name")]
    public async Task An_event_for_a_channel_that_cannot_be_is_a_mistake_of_the_caller(string channel)
    {
        await using var host = await PusherHost.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => host.PublishAsync(channel, "hello"));
    }

    private sealed class Sink(string socketId) : ISubscriber
    {
        public string SocketId => socketId;

        // ReadOnlyMemory is equal when it is the same memory, not when it has the same bytes.
        public ReadOnlyMemory<byte> Last { get; private set; }

        public void Queue(ReadOnlyMemory<byte> frame) => Last = frame;

        public void Flush()
        {
        }
    }
}
