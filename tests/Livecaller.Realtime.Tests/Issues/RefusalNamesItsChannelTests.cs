using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Issues;

/// <summary>A client that waits for a channel learns that it is refused only from a frame that names the channel.</summary>
public sealed class RefusalNamesItsChannelTests
{
    private const string Room = "private-room";

    [Theory]
    [InlineData(201)]
    [InlineData(1000)]
    [InlineData(30_000)]
    public async Task A_channel_name_that_is_too_long_is_refused_by_its_name(int length)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        foreach (var prefix in (string[])["", "private-", "presence-"])
        {
            var channel = prefix + new string('a', length - prefix.Length);

            await client.AskSignedAsync(channel, """{"user_id":"1"}""");

            await client.ExpectRefusalAsync(channel, 400);
        }
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("7.5", "7.5")]
    [InlineData("true", "true")]
    [InlineData("\"white space\"", "white space")]
    [InlineData("\"ключ\"", "ключ")]
    [InlineData("\"#other\"", "#other")]
    [InlineData("\"\\u0000\"", "\0")]
    public async Task A_bad_channel_name_is_refused_by_its_name(string json, string channel)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayTextAsync($$$"""{"event":"pusher:subscribe","data":{"channel":{{{json}}}}}""");

        await client.ExpectRefusalAsync(channel, 400);
    }

    [Theory]
    [InlineData("""{"channel":"private-room","auth":7}""")]
    [InlineData("""{"channel":"private-room","auth":{}}""")]
    [InlineData("""{"channel":"private-room","auth":null}""")]
    [InlineData("""{"channel":"private-room","auth":"a:b","channel_data":{}}""")]
    [InlineData("""{"channel":"private-room","auth":"a:b","channel_data":7}""")]
    [InlineData("""{"channel":"private-room","auth":"\ud800"}""")]
    public async Task A_subscription_with_members_of_the_wrong_type_is_refused_by_its_name(string data)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayTextAsync($$"""{"event":"pusher:subscribe","data":{{data}}}""");

        await client.ExpectRefusalAsync(Room, 401);
    }

    [Theory]
    [InlineData("client-x", "news")]
    [InlineData("client-x", "private-other")]
    [InlineData("client-x", "private-encrypted-room")]
    [InlineData("order.placed", "news")]
    [InlineData("pusher:subscribe", "news")]
    [InlineData("pusher:unsubscribe", "news")]
    public async Task An_error_about_an_event_names_its_channel(string name, string channel)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayAsync(name, "{}", channel);

        await ExpectErrorAsync(client, 4300, channel);
    }

    [Fact]
    public async Task An_error_about_an_events_size_or_rate_names_its_channel()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxClientEventsPerSecond = 2);
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync(Room);

        await client.SayAsync("client-" + new string('n', 194), "{}", Room);
        await ExpectErrorAsync(client, 4300, Room);
        await client.SayAsync("client-x", JsonSerializer.Serialize(new string('x', 10 * 1024 + 1)), Room);
        await ExpectErrorAsync(client, 4300, Room);
        await client.SayAsync("client-x", "{}", Room);
        await ExpectErrorAsync(client, 4301, Room);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"channel":null}""")]
    [InlineData("""{"channel":{}}""")]
    [InlineData("""{"channel":["news"]}""")]
    [InlineData("""{"channel":"\ud800"}""")]
    public async Task A_subscription_without_a_channel_is_answered_and_the_connection_stays(string data)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SayTextAsync($$"""{"event":"pusher:subscribe","data":{{data}}}""");

        await client.ExpectErrorAsync(4300);
        await client.ExpectQuietAsync();
    }

    private static async Task ExpectErrorAsync(PusherClient client, int code, string channel)
    {
        var frame = await client.ReadAsync();
        Assert.Equal((PusherEventNames.Error, channel), (frame.Event, frame.Channel));
        Assert.Equal(code, JsonSerializer.Deserialize<JsonElement>(frame.Data!).GetProperty("code").GetInt32());
    }
}
