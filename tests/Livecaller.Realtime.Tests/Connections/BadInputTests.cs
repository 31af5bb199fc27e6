using System.Net.WebSockets;
using System.Text;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"event\":")]
    [InlineData("{\"event\":5}")]
    [InlineData("{\"data\":{}}")]
    [InlineData("{\"event\":\"pusher:ping\"} {}")]
    [InlineData("{\"event\":\"pusher:subscribe\"}")]
    [InlineData("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"\"}}")]
    [InlineData("{\"event\":\"pusher:unsubscribe\",\"data\":[]}")]
    [InlineData("{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-room\",\"data\":{}}")]
    [InlineData("{\"event\":\"order.placed\",\"channel\":\"news\",\"data\":{}}")]
    [InlineData("{\"event\":\"\\ud800\",\"data\":{}}")]
    public async Task A_frame_that_makes_no_sense_is_answered_and_the_connection_stays(string text)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayTextAsync(text);

        await client.ExpectErrorAsync(4300);
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task Json_deeper_than_anybody_needs_is_refused()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayTextAsync("""{"event":"client-x","data":""" + new string('[', 5000) + new string(']', 5000) + "}");

        await client.ExpectErrorAsync(4300);
    }

    [Fact]
    public async Task Garbage_without_end_closes_the_connection()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxInvalidFrames = 3);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 3; i++) await client.SayTextAsync("garbage");

        await client.ExpectErrorAsync(4300);
        await client.ExpectErrorAsync(4300);
        await client.ExpectErrorAndCloseAsync(4100);
    }

    [Fact]
    public async Task Only_garbage_in_a_row_counts()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxInvalidFrames = 2);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 5; i++)
        {
            await client.SayTextAsync("garbage");
            await client.ExpectErrorAsync(4300);
            await client.ExpectQuietAsync();
        }
    }

    [Fact]
    public async Task Binary_frames_are_refused()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayBytesAsync("""{"event":"pusher:ping"}"""u8.ToArray(), WebSocketMessageType.Binary);

        await client.ExpectErrorAsync(4300);
        await client.ExpectCloseAsync(1003);
    }

    [Fact]
    public async Task The_largest_frame_is_handled_and_one_byte_more_closes_the_connection()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxFrameBytes = 5000);
        using var client = await host.ConnectAsync();

        await client.SayTextAsync(PingOf(5000));
        await client.ExpectAsync(PusherEventNames.Pong);
        await client.SayTextAsync(PingOf(5001));

        await client.ExpectErrorAsync(4300);
        await client.ExpectCloseAsync(1009);
    }

    [Fact]
    public async Task Fragments_are_one_frame()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        foreach (var letter in """{"event":"pusher:ping","data":{}""")
            await client.SayBytesAsync([(byte)letter], WebSocketMessageType.Text, end: false);
        await client.SayBytesAsync("}"u8.ToArray(), WebSocketMessageType.Text);

        await client.ExpectAsync(PusherEventNames.Pong);
    }

    [Fact]
    public async Task Fragments_without_end_close_the_connection()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxFrameBytes = 4096);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 5; i++) await client.SayBytesAsync(new byte[1000], WebSocketMessageType.Text, end: false);

        await client.ExpectErrorAsync(4300);
        await client.ExpectCloseAsync(1009);
    }

    private static string PingOf(int bytes)
    {
        const string head = """{"event":"pusher:ping","data":" """;
        return head + new string('x', bytes - Encoding.UTF8.GetByteCount(head) - 2) + "\"}";
    }
}
