using System.Net;
using System.Text.Json;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task A_connection_is_established_with_its_id_and_answers_pings()
    {
        await using var listener = await Listener.OpenAsync(Server, "?protocol=7&client=contract&version=1.0");
        var (name, _, data) = await listener.NextAsync();
        Assert.Equal("pusher:connection_established", name);
        Assert.Matches(@"^\d+\.\d+$", data.GetProperty("socket_id").GetString());
        Assert.True(data.GetProperty("activity_timeout").GetInt32() > 0);
        await listener.SendAsync(new { @event = "pusher:ping", data = new { } });
        Assert.Equal("pusher:pong", (await listener.NextAsync()).Event);
    }

    [Theory]
    [InlineData("?protocol=7", "another-key", 4001)]
    [InlineData("?protocol=seven", null, 4006)]
    [InlineData("?protocol=8", null, 4007)]
    [InlineData("?protocol=4", null, 4007)]
    [InlineData("", null, 4008)]
    public async Task A_client_that_is_not_welcome_is_told_the_code_and_closed_with_it(string query, string? key, int code)
    {
        await using var listener = await Listener.OpenAsync(Server, query, key);
        var (name, _, data) = await listener.NextAsync();
        Assert.Equal(("pusher:error", code), (name, data.GetProperty("code").GetInt32()));
        Assert.NotEmpty(data.GetProperty("message").GetString()!);
        Assert.Equal(code, await listener.EndAsync());
    }

    [Fact]
    public async Task A_token_gets_its_own_channels_and_no_other()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        var stranger = await LoginAsync();
        var theirs = await stranger.StartAsync();
        foreach (var channel in (string[])[$"private-visitor.{visitor.Id}", $"private-conversation.{id}"])
        {
            var json = await visitor.PostAsync("broadcasting/auth", new { socket_id = "1.2", channel_name = channel });
            var form = await visitor.SendAsync(HttpMethod.Post, "broadcasting/auth",
                new FormUrlEncodedContent(new Dictionary<string, string> { ["socket_id"] = "1.2", ["channel_name"] = channel }));
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (json.Status, form.Status));
            Assert.Matches("^[^:]+:[0-9a-f]{64}$", json.Body.GetProperty("auth").GetString());
            Assert.Equal(json.Body.GetRawText(), form.Body.GetRawText());
        }

        foreach (var channel in (string[])[$"private-visitor.{stranger.Id}", $"private-conversation.{theirs}", "private-conversation.none", "private-other", "public",
            $"presence-widget.{Servers.ContractSetup.Widget}.operators", $"presence-conversation.{id}"])
            Assert.Equal((channel, HttpStatusCode.Forbidden), (channel, (await visitor.PostAsync("broadcasting/auth", new { socket_id = "1.2", channel_name = channel })).Status));
    }

    [Theory]
    [InlineData("""{"channel_name":"private-x"}""", "socket_id")]
    [InlineData("""{"socket_id":"","channel_name":"private-x"}""", "socket_id")]
    [InlineData("""{"socket_id":"x","channel_name":"private-x"}""", "socket_id")]
    [InlineData("""{"socket_id":"1.2:x","channel_name":"private-x"}""", "socket_id")]
    [InlineData("""{"socket_id":"1.2"}""", "channel_name")]
    [InlineData("""{"socket_id":"1.2","channel_name":"private x"}""", "channel_name")]
    [InlineData("""{"socket_id":"1.2","channel_name":"private-x","colour":1}""", "colour")]
    public async Task A_request_for_a_channel_that_cannot_be_read_is_told_by_field(string body, string field)
    {
        var visitor = await LoginAsync();
        Assert.NotEmpty((await visitor.PostTextAsync("broadcasting/auth", body)).Reason(field));
    }

    [Fact]
    public async Task A_subscription_needs_the_signature_for_this_socket_and_channel()
    {
        var visitor = await LoginAsync();
        var channel = $"private-visitor.{visitor.Id}";
        await using var listener = await Listener.ConnectAsync(Server);
        await using var other = await Listener.ConnectAsync(Server);
        var signed = (await visitor.PostAsync("broadcasting/auth", new { socket_id = other.Id, channel_name = channel })).Body.GetProperty("auth").GetString();
        foreach (var auth in (string?[])[null, "", "key:00", signed])
        {
            await listener.SubscribeAsync(channel, auth);
            var (name, where, data) = await listener.NextAsync();
            Assert.Equal((Livecaller.Protocol.Pusher.PusherEventNames.SubscriptionError, channel), (name, where));
            Assert.Equal(("AuthError", 401), (data.GetProperty("type").GetString(), data.GetProperty("status").GetInt32()));
        }

        await listener.SubscribeAsync(visitor, channel);
    }

    [Fact]
    public async Task Everything_that_is_logged_is_broadcast_in_order_with_the_same_data()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        await using var listener = await visitor.ListenAsync($"private-conversation.{id}");
        // What happened before the subscription may still be on its way: the last of it is passed over.
        await visitor.PostAsync($"conversations/{id}/typing");
        await listener.HearAsync("conversation.typing");

        var message = await Server.Operator.SaysAsync(id, "Hello");
        await visitor.PostAsync($"conversations/{id}/read", new { sequence = 4 });
        await Server.Operator.EditsAsync(id, message, "Hello!");
        await Server.Operator.ReadsAsync(id, 2);
        await visitor.SayAsync(id, "Bye");
        await Server.Operator.ClosesAsync(id);

        string[] expected = ["conversation.updated", "conversation.message", "conversation.read", "conversation.message_updated", "conversation.read", "conversation.message", "conversation.closed"];
        List<(string Event, JsonElement Data)> heard = [];
        while (heard.Count < expected.Length)
        {
            var (name, channel, data) = await listener.NextAsync();
            Assert.Equal($"private-conversation.{id}", channel);
            if (name is not "conversation.delivered") heard.Add((name, data));
        }

        Assert.Equal(expected, heard.Select(h => h.Event));
        var logged = await visitor.EventsAsync(id, 2);
        Assert.Equal(expected, logged.Select(e => e.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(3, 7), heard.Select(h => h.Data.GetProperty("sequence").GetInt32()));
        foreach (var (one, other) in heard.Zip(logged).Where(p => p.First.Event is not "conversation.message"))
            Assert.Equal(other.GetProperty("data").GetRawText(), one.Data.GetRawText());
    }

    [Fact]
    public async Task A_new_conversation_is_told_on_the_visitors_channel_and_typing_of_the_operator_on_its_own()
    {
        var visitor = await LoginAsync();
        await using var listener = await visitor.ListenAsync($"private-visitor.{visitor.Id}");
        var id = await visitor.StartAsync();
        var started = await listener.HearAsync("conversation.started");
        Assert.Equal((id, 1, id), (started.GetProperty("id").GetString(), started.GetProperty("sequence").GetInt32(), started.GetProperty("conversation_id").GetString()));

        await listener.SubscribeAsync(visitor, $"private-conversation.{id}");
        await Server.Operator.JoinsAsync(id);
        await Server.Operator.TypesAsync(id);
        var typing = await listener.HearAsync("conversation.typing");
        Assert.Equal(("operator", Server.Operator.Name, false, false), (typing.GetProperty("sender").GetProperty("type").GetString(),
            typing.GetProperty("sender").GetProperty("name").GetString(), typing.TryGetProperty("text", out _), typing.TryGetProperty("sequence", out _)));
    }

    [Fact]
    public async Task Whoever_unsubscribes_hears_no_more()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        await using var listener = await visitor.ListenAsync($"private-conversation.{id}", $"private-visitor.{visitor.Id}");
        await listener.SendAsync(new { @event = "pusher:unsubscribe", data = new { channel = $"private-conversation.{id}" } });
        await listener.SendAsync(new { @event = "pusher:ping" });
        await listener.HearAsync("pusher:pong");
        await visitor.SayAsync(id, "unheard");
        await visitor.StartAsync();
        Assert.Equal("conversation.started", (await listener.NextAsync()).Event);
    }

    [Fact]
    public async Task A_frame_that_cannot_be_read_is_told_and_the_connection_stays()
    {
        await using var listener = await Listener.ConnectAsync(Server);
        foreach (var frame in (string[])["not json", "[]", "{}", """{"event":"pusher:unknown"}"""])
        {
            await listener.SendTextAsync(frame);
            Assert.Equal("pusher:error", (await listener.NextAsync()).Event);
        }

        await listener.SendAsync(new { @event = "pusher:ping" });
        Assert.Equal("pusher:pong", (await listener.NextAsync()).Event);
    }
}
