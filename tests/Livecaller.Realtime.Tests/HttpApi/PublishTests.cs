using Livecaller.Realtime.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Livecaller.Realtime.Tests.HttpApi;

public sealed class PublishTests
{
    [Fact]
    public async Task An_event_reaches_the_subscribers_of_its_channels()
    {
        await using var host = await PusherHost.StartAsync(map: MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        await client.SubscribeAsync("private-room");

        Assert.Equal("{}", await HttpApiClient.TextOfAsync(api.PostAsync("/events", """{"name":"one","channel":"news","data":"{\"n\":1}"}""")));
        Assert.Equal(1, (await client.ExpectAsync("one", "news")).GetProperty("n").GetInt32());
        await HttpApiClient.TextOfAsync(api.PostAsync("/events", """{"name":"two","channels":["news","private-room","news"],"data":"2"}"""));

        await client.ExpectAsync("two", "news");
        await client.ExpectAsync("two", "private-room");
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task Text_that_is_not_json_arrives_as_it_is()
    {
        await using var host = await PusherHost.StartAsync(map: MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");

        await HttpApiClient.TextOfAsync(api.PostAsync("/events", """{"name":"one","channel":"news","data":"Grüße \"😀\""}"""));

        Assert.Equal("Grüße \"😀\"", (await client.ReadAsync()).Data);
    }

    [Fact]
    public async Task The_socket_that_caused_an_event_does_not_receive_it()
    {
        await using var host = await PusherHost.StartAsync(map: MapAll);
        using var api = new HttpApiClient(host);
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync("news");
        await other.SubscribeAsync("news");

        await HttpApiClient.TextOfAsync(api.PostAsync("/events", $$"""{"name":"one","channel":"news","data":"1","socket_id":"{{sender.SocketId}}"}"""));

        await other.ExpectAsync("one");
        await sender.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_batch_is_published_in_order_and_says_what_was_asked()
    {
        await using var host = await PusherHost.StartAsync(map: MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        await client.JoinAsync("presence-room", "anna");

        var answer = await HttpApiClient.TextOfAsync(api.PostAsync("/batch_events", """
            {"batch":[
              {"name":"one","channel":"news","data":"1","info":"subscription_count"},
              {"name":"two","channel":"presence-room","data":"2","info":"user_count,subscription_count"},
              {"name":"three","channel":"news","data":"3"}]}
            """));

        Assert.Equal("""{"batch":[{"subscription_count":1},{"user_count":1,"subscription_count":1},{}]}""", answer);
        await client.ExpectAsync("one", "news");
        await client.ExpectAsync("two", "presence-room");
        await client.ExpectAsync("three", "news");
    }

    [Fact]
    public async Task The_answer_tells_what_is_asked_about_the_channels()
    {
        await using var host = await PusherHost.StartAsync(map: MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.JoinAsync("presence-room", "anna");

        var answer = await HttpApiClient.TextOfAsync(api.PostAsync(
            "/events", """{"name":"one","channels":["presence-room","news"],"data":"1","info":"user_count,subscription_count"}"""));

        Assert.Equal("""{"channels":{"presence-room":{"user_count":1,"subscription_count":1},"news":{"subscription_count":0}}}""", answer);
    }

    [Fact]
    public async Task An_event_can_go_to_a_user_and_the_users_connections_can_be_terminated()
    {
        await using var host = await PusherHost.StartAsync(map: MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.SignInAsync("anna");

        await HttpApiClient.TextOfAsync(api.PostAsync("/events", """{"name":"one","channels":["#server-to-user-anna"],"data":"1"}"""));
        await client.ExpectAsync("one", "#server-to-user-anna");
        Assert.Equal("{}", await HttpApiClient.TextOfAsync(api.PostAsync("/users/anna/terminate_connections", "{}")));

        await client.ExpectErrorAndCloseAsync(4009);
    }

    [Fact]
    public async Task It_works_under_a_prefix_which_libraries_do_not_sign()
    {
        await using var host = await PusherHost.StartAsync(map: app => MapAll(app.MapGroup("/realtime")));
        using var api = new HttpApiClient(host) { Prefix = "/realtime" };

        Assert.Equal("""{"channels":{}}""", await HttpApiClient.TextOfAsync(api.GetAsync("/channels")));
    }

    [Fact]
    public async Task An_application_publishes_to_its_own_channels_only()
    {
        await using var host = await PusherHost.StartAsync(
            o => o.Apps.Add(new PusherAppOptions { AppId = "2", AppKey = "shop", AppSecret = "shop-secret" }), MapAll);
        using var api = new HttpApiClient(host) { AppId = "2", Key = "shop", Secret = "shop-secret" };
        using var here = await host.ConnectAsync();
        using var there = await host.ConnectAsync("shop");
        await here.SubscribeAsync("news");
        await there.SubscribeAsync("news");

        await HttpApiClient.TextOfAsync(api.PostAsync("/events", """{"name":"one","channel":"news","data":"1"}"""));

        await there.ExpectAsync("one", "news");
        await here.ExpectQuietAsync();
    }

    [Fact]
    public async Task Nobody_reaches_it_unless_it_is_mapped()
    {
        await using var host = await PusherHost.StartAsync();
        using var api = new HttpApiClient(host);

        using var answer = await api.GetAsync("/channels");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    internal static void MapAll(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
    {
        app.MapPusher();
        app.MapPusherHttpApi();
    }
}
