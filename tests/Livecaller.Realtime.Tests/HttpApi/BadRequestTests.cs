using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.HttpApi;

public sealed class BadRequestTests
{
    private const string Event = """{"name":"one","channel":"news","data":"1"}""";

    public static TheoryData<string, string> WrongEvents => new()
    {
        { "not json", "JSON" },
        { "[]", "object" },
        { "null", "object" },
        { """{"channel":"news","data":"1"}""", "name" },
        { """{"name":"","channel":"news","data":"1"}""", "name" },
        { """{"name":"pusher:error","channel":"news","data":"1"}""", "pusher:error" },
        { """{"name":"pusher_internal:member_added","channel":"presence-a","data":"1"}""", "protocol" },
        { $$"""{"name":"{{new string('n', 201)}}","channel":"news","data":"1"}""", "200" },
        { """{"name":"one","data":"1"}""", "channel" },
        { """{"name":"one","channels":[],"data":"1"}""", "100" },
        { """{"name":"one","channels":"news","data":"1"}""", "array" },
        { """{"name":"one","channels":[5],"data":"1"}""", "array" },
        { """{"name":"one","channel":"news","channels":["news"],"data":"1"}""", "both" },
        { $$"""{"name":"one","channels":[{{string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"c{i}\""))}}],"data":"1"}""", "100" },
        { """{"name":"one","channel":"with space","data":"1"}""", "with space" },
        { """{"name":"one","channel":"#server-to-user-","data":"1"}""", "#server-to-user-" },
        { """{"name":"one","channel":"#other","data":"1"}""", "#other" },
        { """{"name":"one","channel":"news"}""", "data" },
        { """{"name":"one","channel":"news","data":{"n":1}}""", "data" },
        { """{"name":"one","channel":"news","data":"\ud800"}""", "data" },
        { """{"name":"one","channel":"news","data":"1","socket_id":"abc"}""", "socket_id" },
        { """{"name":"one","channel":"news","data":"1","socket_id":5}""", "socket_id" },
        { """{"name":"one","channel":"news","data":"1","info":"age"}""", "age" },
        { """{"channel":"news","data":"1","name\ud800 of a very long name":"one"}""", "name" },
        { """{"channel":"news","data":"1","name":"\ud800"}""", "name" },
        { $$"""{"name":"one","channel":"news","data":{{new string('[', 100)}}{{new string(']', 100)}}}""", "JSON" },
    };

    [Theory]
    [MemberData(nameof(WrongEvents))]
    public async Task An_event_that_is_not_valid_is_refused_with_the_reason(string body, string says)
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);

        var fault = await HttpApiClient.FaultOfAsync(api.PostAsync("/events", body), 400);

        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"batch":[]}""")]
    [InlineData("""{"batch":[5]}""")]
    [InlineData("""{"batch":[{"name":"one","data":"1"}]}""")]
    [InlineData(null)]
    public async Task A_batch_that_is_not_valid_publishes_nothing(string? body)
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("news");
        body ??= $$"""{"batch":[{{string.Join(',', Enumerable.Repeat(Event, 11))}}]}""";

        await HttpApiClient.FaultOfAsync(api.PostAsync("/batch_events", body), 400);

        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task Data_and_bodies_have_limits()
    {
        await using var host = await PusherHost.StartAsync(o => (o.MaxEventBytes, o.MaxHttpApiBytes) = (100, 1000), PublishTests.MapAll);
        using var api = new HttpApiClient(host);
        using var chunked = new HttpApiClient(host) { IsChunked = true };

        await HttpApiClient.TextOfAsync(api.PostAsync("/events", EventOf(100)));
        await HttpApiClient.TextOfAsync(chunked.PostAsync("/events", EventOf(100)));
        await HttpApiClient.FaultOfAsync(api.PostAsync("/events", EventOf(101)), 413);
        Assert.Contains("1000", await HttpApiClient.FaultOfAsync(api.PostAsync("/events", EventOf(2000)), 413), StringComparison.Ordinal);
        Assert.Contains("1000", await HttpApiClient.FaultOfAsync(chunked.PostAsync("/events", EventOf(2000)), 413), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_changed_or_whose_digest_is_missing_is_refused()
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);
        using var undigested = new HttpApiClient(host) { Prepare = p => p.Remove("body_md5") };

        Assert.Contains("body_md5", await HttpApiClient.FaultOfAsync(api.PostAsync("/events", Event, Event + " "), 401), StringComparison.Ordinal);
        Assert.Contains("body_md5", await HttpApiClient.FaultOfAsync(undigested.PostAsync("/events", Event), 401), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_is_given_twice_is_refused()
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host) { Spoil = p => p["AUTH_KEY"] = PusherHost.Key };

        Assert.Contains("more than once", await HttpApiClient.FaultOfAsync(api.PostAsync("/events", Event), 401), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(601)]
    [InlineData(-601)]
    public async Task A_request_has_ten_minutes(int seconds)
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var stale = new HttpApiClient(host) { Late = TimeSpan.FromSeconds(seconds) };
        using var justInTime = new HttpApiClient(host) { Late = TimeSpan.FromSeconds(seconds - Math.Sign(seconds)) };

        Assert.Contains("600", await HttpApiClient.FaultOfAsync(stale.PostAsync("/events", Event), 401), StringComparison.Ordinal);
        await HttpApiClient.TextOfAsync(justInTime.PostAsync("/events", Event));
    }

    [Theory]
    [InlineData("auth_key", "other")]
    [InlineData("auth_key", null)]
    [InlineData("auth_version", "2.0")]
    [InlineData("auth_timestamp", "soon")]
    [InlineData("auth_timestamp", "-5")]
    [InlineData("auth_timestamp", "9223372036854775807")]
    [InlineData("auth_signature", "")]
    [InlineData("auth_signature", null)]
    [InlineData("auth_signature", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("info", "user_count")]
    public async Task A_parameter_that_was_changed_is_refused_and_named(string name, string? value)
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host)
        {
            Spoil = p =>
            {
                if (value is null) p.Remove(name);
                else p[name] = value;
            },
        };

        var fault = await HttpApiClient.FaultOfAsync(api.PostAsync("/events", Event), 401);

        Assert.Contains(name == "info" ? "auth_signature" : name, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_secret_another_path_and_another_app_are_refused()
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var wrongSecret = new HttpApiClient(host) { Secret = "other" };
        using var unknownApp = new HttpApiClient(host) { AppId = "7" };

        await HttpApiClient.FaultOfAsync(wrongSecret.PostAsync("/events", Event), 401);
        await HttpApiClient.FaultOfAsync(unknownApp.PostAsync("/events", Event), 404);
    }

    [Fact]
    public async Task A_disabled_application_publishes_nothing()
    {
        await using var host = await PusherHost.StartAsync(o => o.Enabled = false, PublishTests.MapAll);
        using var api = new HttpApiClient(host);

        await HttpApiClient.FaultOfAsync(api.PostAsync("/events", Event), 403);
    }

    [Fact]
    public async Task A_user_id_has_a_limit()
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);

        await HttpApiClient.FaultOfAsync(api.PostAsync($"/users/{new string('u', 129)}/terminate_connections", "{}"), 400);
    }

    private static string EventOf(int dataBytes) => $$"""{"name":"one","channel":"news","data":"{{new string('x', dataBytes)}}"}""";
}
