using System.Net;
using Livecaller.Realtime.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class ConnectTests
{
    [Fact]
    public async Task The_first_frame_names_the_socket_and_the_activity_timeout()
    {
        await using var host = await PusherHost.StartAsync(o => o.ActivityTimeout = TimeSpan.FromSeconds(77));
        using var client = await host.OpenAsync();

        var welcome = await client.ExpectWelcomeAsync();

        Assert.Matches(@"^\d+\.\d+$", client.SocketId);
        Assert.Equal(77, welcome.GetProperty("activity_timeout").GetInt32());
    }

    [Fact]
    public async Task Every_socket_has_its_own_id()
    {
        await using var host = await PusherHost.StartAsync();
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();

        Assert.NotEqual(first.SocketId, second.SocketId);
    }

    [Theory]
    [InlineData("/app/other?protocol=7", 4001)]
    [InlineData("/app/TEST-KEY?protocol=7", 4001)]
    [InlineData("/app/test-key", 4008)]
    [InlineData("/app/test-key?protocol=", 4008)]
    [InlineData("/app/test-key?protocol=seven", 4006)]
    [InlineData("/app/test-key?protocol=-7", 4006)]
    [InlineData("/app/test-key?protocol=4", 4007)]
    [InlineData("/app/test-key?protocol=8", 4007)]
    public async Task A_client_that_is_refused_reads_why(string path, int code)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.OpenAsync(path);

        await client.ExpectErrorAndCloseAsync(code);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Libraries_that_say_an_older_protocol_are_welcome(int protocol)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.OpenAsync($"/app/{PusherHost.Key}?protocol={protocol}");

        await client.ExpectWelcomeAsync();
    }

    [Fact]
    public async Task One_connection_over_the_quota_is_refused_until_another_ends()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxConnections = 1);
        using var first = await host.ConnectAsync();

        using var second = await host.OpenAsync();
        await second.ExpectErrorAndCloseAsync(4004);

        await first.HangUpAsync();
        await Eventually.IsTrueAsync(() => host.Connections.Count == 0);
        using var third = await host.ConnectAsync();
    }

    [Fact]
    public async Task A_plain_request_is_told_to_upgrade()
    {
        await using var host = await PusherHost.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(
            new Uri($"http://127.0.0.1:{host.Port}/app/{PusherHost.Key}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    [Fact]
    public async Task It_can_be_mapped_in_a_group()
    {
        await using var host = await PusherHost.StartAsync(map: app => app.MapGroup("/prefix").MapPusher());
        using var client = await host.OpenAsync($"/prefix/app/{PusherHost.Key}{PusherHost.Protocol}");

        await client.ExpectWelcomeAsync();
    }

    [Fact]
    public async Task It_works_in_a_host_that_uses_web_sockets_itself()
    {
        await using var host = await PusherHost.StartAsync(map: app =>
        {
            app.UseWebSockets();
            app.MapPusher();
        });

        using var client = await host.ConnectAsync();
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_connection_can_be_ended_from_outside()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        using var other = await host.ConnectAsync();

        host.Control.Close("1.1", 4009, "nobody");
        host.Control.Close(client.SocketId, 4009, "signed out");

        await client.ExpectErrorAndCloseAsync(4009);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task Two_hosts_in_one_process_know_nothing_of_each_other()
    {
        await using var one = await PusherHost.StartAsync();
        await using var two = await PusherHost.StartAsync();
        using var here = await one.ConnectAsync();
        using var there = await two.ConnectAsync();
        await here.SubscribeAsync("news");
        await there.SubscribeAsync("news");

        await one.PublishAsync("news", "hello");

        await here.ExpectAsync("hello", "news");
        await there.ExpectQuietAsync();
    }
}
