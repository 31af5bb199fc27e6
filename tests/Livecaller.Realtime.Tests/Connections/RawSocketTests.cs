using System.Text;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class RawSocketTests
{
    [Fact]
    public async Task An_unmasked_frame_is_a_protocol_error_and_others_go_on()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        var ping = "{\"event\":\"pusher:ping\"}"u8.ToArray();
        await raw.SendAsync([0x81, (byte)ping.Length, .. ping]);

        await raw.ExpectProtocolErrorAsync();
        await other.ExpectQuietAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
    }

    [Fact]
    public async Task A_frame_that_announces_more_than_memory_is_not_buffered()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync([0x81, 0xFF, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        await raw.SendAsync(Encoding.ASCII.GetBytes(new string('x', 128 * 1024)));

        Assert.Equal(1009, await raw.ReadCloseCodeAsync());
        await other.ExpectQuietAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xF1, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x80, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x89, 0xFE, 0x01, 0x00, 0, 0, 0, 0 })]
    public async Task A_frame_that_breaks_the_rules_is_a_protocol_error(byte[] frame)
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync(frame);

        await raw.ExpectProtocolErrorAsync();
        await other.ExpectQuietAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_ends_that_connection_only()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync([0x81, 0x84, 0, 0, 0, 0, 0x22, 0xC3, 0x28, 0x22]);

        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_http_harm_nobody()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.ConnectAsync(host.Port);

        await raw.SendAsync([0x16, 0x03, 0x01, 0xFF, 0xFF, 0x00, 0x0D, 0x0A, 0x0D, 0x0A]);

        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(await raw.ReadExactlyAsync(12)), StringComparison.Ordinal);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_frame_ends_that_connection_only()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync([0x81, 0xFE, 0x01, 0x00, 0, 0, 0, 0, (byte)'{']);
        raw.Reset();

        await Eventually.IsTrueAsync(() => host.Connections.Count == 1);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_web_socket_ping_is_answered_with_a_web_socket_pong()
    {
        await using var host = await PusherHost.StartAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        await raw.SendAsync([0x89, 0x80, 0, 0, 0, 0]);

        Assert.Equal(0xA, (await raw.ReadFrameAsync()).OpCode);
    }
}
