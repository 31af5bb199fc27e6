using System.Text;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

/// <summary>The rules of RFC 6455 for fragments, control frames and closes, with a client that breaks them.</summary>
public sealed class FrameRuleTests
{
    private const int Final = 0x80;
    private const int Text = 0x1;
    private const int Close = 0x8;
    private const int Ping = 0x9;

    [Theory]
    [InlineData(Ping, 0)]
    [InlineData(Close, 0)]
    [InlineData(Final | 0x10 | Text, 1)]
    [InlineData(Final | 0x20 | Text, 1)]
    [InlineData(Final | 0x0, 1)]
    [InlineData(Final | 0xB, 0)]
    public async Task Fragmented_control_frames_reserved_bits_and_lost_continuations_are_protocol_errors(int head, int length)
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync(Frame(head, new byte[length]));

        await raw.ExpectProtocolErrorAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_new_message_inside_a_fragmented_one_is_a_protocol_error()
    {
        await using var host = await PusherHost.StartAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync([.. Frame(Text, "{"u8), .. Frame(Final | Text, "{}"u8)]);

        await raw.ExpectProtocolErrorAsync();
    }

    [Fact]
    public async Task A_ping_between_fragments_is_answered_and_the_message_arrives()
    {
        await using var host = await PusherHost.StartAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync([.. Frame(Text, """{"event":"pusher"""u8), .. Frame(Final | Ping, "x"u8), .. Frame(Final, """:ping"}"""u8)]);

        var (opCode, payload) = await raw.ReadFrameAsync();
        Assert.Equal((0xA, "x"), (opCode, Encoding.ASCII.GetString(payload)));
        Assert.Contains("pusher:pong", Encoding.UTF8.GetString((await raw.ReadFrameAsync()).Payload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_character_may_be_cut_by_fragments_but_must_be_whole_in_the_end()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);
        var message = """{"event":"pusher:ping","data":"ü"}"""u8.ToArray();
        var cut = Array.IndexOf(message, (byte)0xC3) + 1;

        await raw.SendAsync([.. Frame(Text, message.AsSpan(..cut)), .. Frame(Final, message.AsSpan(cut..))]);
        Assert.Contains("pusher:pong", Encoding.UTF8.GetString((await raw.ReadFrameAsync()).Payload), StringComparison.Ordinal);
        await raw.SendAsync([.. Frame(Text, message.AsSpan(..cut)), .. Frame(Final, "\"}"u8)]);

        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        await other.ExpectQuietAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1005)]
    [InlineData(1006)]
    public async Task A_close_code_that_nobody_may_send_ends_that_connection_only(int code)
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync(Frame(Final | Close, [(byte)(code >> 8), (byte)code]));

        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task Twenty_thousand_subscribes_and_unsubscribes_leave_nothing_behind()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await other.SubscribeAsync("news");

        for (var i = 0; i < 10_000; i++)
        {
            await client.SubscribeAsync("news");
            await client.SayAsync("pusher:unsubscribe", """{"channel":"news"}""");
        }

        await client.ExpectQuietAsync();
        await host.PublishAsync("news", "hello");
        await other.ExpectAsync("hello", "news");
        await client.ExpectQuietAsync();
        Assert.Equal(1, host.Hub.SubscriptionCount);
    }

    // A masked frame whose mask is zero.
    private static byte[] Frame(int head, ReadOnlySpan<byte> payload) => [(byte)head, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
}
