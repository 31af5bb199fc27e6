using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Issues;

public sealed class PresenceIdentityTests
{
    private const string Room = "presence-room";

    [Theory]
    [InlineData("42", "42")]
    [InlineData("-7", "-7")]
    [InlineData("1.5", "1.5")]
    [InlineData("42.0", "42")]
    [InlineData("4.2e1", "42")]
    [InlineData("0", "0")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("\"42\"", "42")]
    [InlineData("\"true\"", "true")]
    public async Task A_user_id_keeps_its_JSON_type_wherever_it_is_sent(string json, string key)
    {
        await using var host = await PusherHost.StartAsync();
        using var watcher = await host.ConnectAsync();
        await watcher.JoinAsync(Room, "watcher");
        using var client = await host.ConnectAsync();

        var presence = (await client.SubscribeAsync(Room, $$$"""{"user_id":{{{json}}},"user_info":{"n":1}}""")).GetProperty("presence");
        await client.SayAsync("client-wave", "{}", Room);
        await client.LeaveAsync(Room);

        Assert.Equal(json, presence.GetProperty("ids")[1].GetRawText());
        // JavaScript finds a member by the property that its id names.
        Assert.Equal(1, presence.GetProperty("hash").GetProperty(key).GetProperty("n").GetInt32());
        var added = await watcher.ExpectAsync(PusherEventNames.MemberAdded, Room);
        Assert.Equal(json, added.GetProperty("user_id").GetRawText());
        Assert.Equal(json, (await watcher.ReadAsync()).UserIdJson);
        var removed = await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room);
        Assert.Equal(json, removed.GetProperty("user_id").GetRawText());
    }

    [Fact]
    public async Task The_number_and_the_text_of_an_id_are_one_member()
    {
        await using var host = await PusherHost.StartAsync();
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();

        await first.SubscribeAsync(Room, """{"user_id":42}""");
        var presence = (await second.SubscribeAsync(Room, """{"user_id":"42"}""")).GetProperty("presence");

        Assert.Equal(1, presence.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task An_id_that_is_neither_a_text_nor_a_number_is_refused_by_the_channel(string json)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskSignedAsync(Room, $$"""{"user_id":{{json}}}""");

        Assert.Equal("AuthError", await RefusalAsync(client));
    }

    [Fact]
    public async Task Member_data_over_its_limits_is_a_limit_that_was_reached()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskSignedAsync(Room, $$"""{"user_id":"{{new string('i', 129)}}"}""");
        Assert.Equal("LimitReached", await RefusalAsync(client));
        await client.AskSignedAsync(Room, $$"""{"user_id":"i","user_info":"{{new string('x', 1023)}}"}""");
        Assert.Equal("LimitReached", await RefusalAsync(client));
        await client.AskSignedAsync(Room, $$"""{"user_id":1{{new string('0', 128)}}}""");
        Assert.Equal("LimitReached", await RefusalAsync(client));
        await client.AskSignedAsync(Room, """{"user_info":{}}""");
        Assert.Equal("AuthError", await RefusalAsync(client));
    }

    [Fact]
    public async Task A_members_info_is_that_of_a_socket_that_is_still_there()
    {
        await using var host = await PusherHost.StartAsync();
        using var phone = await host.ConnectAsync();
        using var laptop = await host.ConnectAsync();
        using var tablet = await host.ConnectAsync();
        using var watcher = await host.ConnectAsync();
        await JoinAsync(phone, "phone");
        await JoinAsync(laptop, "laptop");
        await JoinAsync(tablet, "tablet");

        await phone.LeaveAsync(Room);
        Assert.Equal("laptop", await InfoAsync(watcher));
        await laptop.HangUpAsync();
        await Eventually.IsTrueAsync(() => host.Hub.SubscriptionCount == 1);
        Assert.Equal("tablet", await InfoAsync(watcher));

        await watcher.JoinAsync(Room, "watcher");
        var (added, gone) = (PusherEventNames.MemberAdded, PusherEventNames.MemberRemoved);
        await tablet.LeaveAsync(Room, added, gone, added, gone, added);
        var removed = await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room);
        Assert.Equal("tablet", removed.GetProperty("user_info").GetString());
    }

    private static async Task JoinAsync(PusherClient client, string info) =>
        await client.SubscribeAsync(Room, $$"""{"user_id":"anna","user_info":"{{info}}"}""");

    private static async Task<string?> InfoAsync(PusherClient watcher)
    {
        var presence = (await watcher.JoinAsync(Room, "watcher")).GetProperty("presence");
        await watcher.LeaveAsync(Room);
        return presence.GetProperty("hash").GetProperty("anna").GetString();
    }

    private static async Task<string?> RefusalAsync(PusherClient client) =>
        (await client.ExpectAsync(PusherEventNames.SubscriptionError, Room)).GetProperty("type").GetString();
}
