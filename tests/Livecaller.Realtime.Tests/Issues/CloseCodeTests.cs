using System.Net.WebSockets;
using Livecaller.Realtime.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Realtime.Tests.Issues;

public sealed class CloseCodeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("garbage")]
    [InlineData("""{"event":"order.placed","channel":"news","data":{}}""")]
    [InlineData("""{"event":"pusher:subscribe","data":{}}""")]
    public async Task Too_many_invalid_frames_close_with_a_code_after_which_clients_come_back(string frame)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 10; i++) await client.SayTextAsync(frame);

        for (var i = 0; i < 9; i++) await client.ExpectErrorAsync(4300);
        await client.ExpectErrorAndCloseAsync(4100);
    }

    [Theory]
    [InlineData("99999999999999999999", 4007)]
    [InlineData("2147483648", 4007)]
    [InlineData("0", 4007)]
    [InlineData("8", 4007)]
    [InlineData("000000000000000000000008", 4007)]
    [InlineData("7.0", 4006)]
    [InlineData("-99999999999999999999", 4006)]
    [InlineData("99999999999999999999x", 4006)]
    [InlineData("٧", 4006)]
    public async Task A_version_that_is_a_number_is_unsupported_however_long_it_is(string protocol, int code)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.OpenAsync($"/app/{PusherHost.Key}?protocol={Uri.EscapeDataString(protocol)}");

        await client.ExpectErrorAndCloseAsync(code);
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1001)]
    [InlineData(3000, 3000)]
    [InlineData(4999, 4999)]
    public async Task A_clients_close_code_is_echoed(int sent, int echoed)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.Socket.CloseOutputAsync((WebSocketCloseStatus)sent, "bye", Cancelled);

        Assert.Equal(echoed, await CloseCodeAsync(client));
    }

    [Fact]
    public async Task A_close_without_a_code_is_answered_as_a_normal_one()
    {
        await using var host = await PusherHost.StartAsync();
        using var raw = await RawSocket.UpgradeAsync(host.Port);

        // A masked close frame without a payload.
        await raw.SendAsync([0x88, 0x80, 1, 2, 3, 4]);

        Assert.Equal(1000, await raw.ReadCloseCodeAsync());
    }

    [Theory]
    [InlineData("/app")]
    [InlineData("/apps/1/events?protocol=7")]
    [InlineData("/app/test-key/more?protocol=7")]
    [InlineData("/elsewhere/app/test-key?protocol=7")]
    [InlineData("/nowhere")]
    public async Task A_web_socket_at_an_unknown_path_is_told_so(string path)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.OpenAsync(path);

        await client.ExpectErrorAndCloseAsync(4005);
    }

    [Fact]
    public async Task A_web_socket_that_the_app_answers_itself_stays_the_apps()
    {
        await using var host = await PusherHost.StartAsync(map: app =>
        {
            app.UseWebSockets();
            app.MapPusher();
            app.MapGet("/own", async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.CloseOutputAsync((WebSocketCloseStatus)3001, "own", Cancelled);
            });
            app.MapPost("/posted", () => Results.Ok());
        });
        using var own = await host.OpenAsync("/own");
        Assert.Equal(3001, await CloseCodeAsync(own));

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}") };
        using var missing = await http.GetAsync(new Uri("/nowhere", UriKind.Relative), Cancelled);
        using var wrongMethod = await http.GetAsync(new Uri("/posted", UriKind.Relative), Cancelled);
        Assert.Equal((404, 405), ((int)missing.StatusCode, (int)wrongMethod.StatusCode));
    }

    private static async Task<int?> CloseCodeAsync(PusherClient client)
    {
        var result = await client.Socket.ReceiveAsync(new byte[1024].AsMemory(), Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        Assert.Equal(WebSocketMessageType.Close, result.MessageType);
        return (int?)client.Socket.CloseStatus;
    }
}
