using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Channels;

public sealed class PresenceTests
{
    private const string Room = "presence-room";

    [Fact]
    public async Task Who_comes_is_told_who_is_there_and_the_others_that_it_came()
    {
        await using var host = await PusherHost.StartAsync();
        using var anna = await host.ConnectAsync();
        using var bert = await host.ConnectAsync();

        await anna.JoinAsync(Room, "anna");
        var presence = (await bert.JoinAsync(Room, "bert")).GetProperty("presence");

        Assert.Equal(2, presence.GetProperty("count").GetInt32());
        Assert.Equal(["anna", "bert"], presence.GetProperty("ids").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("ANNA", presence.GetProperty("hash").GetProperty("anna").GetProperty("name").GetString());
        var added = await anna.ExpectAsync(PusherEventNames.MemberAdded, Room);
        Assert.Equal("bert", added.GetProperty("user_id").GetString());
        Assert.Equal("BERT", added.GetProperty("user_info").GetProperty("name").GetString());
        await bert.ExpectQuietAsync();
    }

    [Fact]
    public async Task A_user_on_several_sockets_comes_with_the_first_and_goes_with_the_last()
    {
        await using var host = await PusherHost.StartAsync();
        using var watcher = await host.ConnectAsync();
        await watcher.JoinAsync(Room, "watcher");
        using var phone = await host.ConnectAsync();
        using var laptop = await host.ConnectAsync();

        await phone.JoinAsync(Room, "anna");
        var presence = (await laptop.JoinAsync(Room, "anna")).GetProperty("presence");
        Assert.Equal(2, presence.GetProperty("count").GetInt32());
        await watcher.ExpectAsync(PusherEventNames.MemberAdded, Room);

        await phone.LeaveAsync(Room);
        await watcher.ExpectQuietAsync();

        await laptop.HangUpAsync();
        var gone = await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room);
        Assert.Equal("anna", gone.GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task A_room_is_full_for_new_users_but_not_for_more_sockets_of_those_inside()
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxPresenceMembers = 1);
        using var anna = await host.ConnectAsync();
        using var bert = await host.ConnectAsync();
        using var annaAgain = await host.ConnectAsync();
        await anna.JoinAsync(Room, "anna");

        await bert.AskSignedAsync(Room, """{"user_id":"bert"}""");
        await bert.ExpectRefusalAsync(Room, 403);
        await annaAgain.JoinAsync(Room, "anna");
        await host.PublishAsync(Room, "hello");

        await annaAgain.ExpectAsync("hello", Room);
        await bert.ExpectQuietAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"user_id":""}""")]
    [InlineData("""{"user_id":null}""")]
    [InlineData("""{"user_id":{}}""")]
    [InlineData("""{"user_id":"\ud800"}""")]
    public async Task A_member_without_a_user_id_is_refused_even_when_signed(string? channelData)
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskSignedAsync(Room, channelData);

        await client.ExpectRefusalAsync(Room, 401);
        await client.ExpectQuietAsync();
    }

    [Fact]
    public async Task What_is_said_of_a_member_has_limits()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();

        await client.AskSignedAsync(Room, $$"""{"user_id":"{{new string('i', 129)}}"}""");
        await client.ExpectRefusalAsync(Room, 403);
        await client.AskSignedAsync(Room, $$"""{"user_id":"i","user_info":"{{new string('x', 1023)}}"}""");
        await client.ExpectRefusalAsync(Room, 403);

        var id = new string('i', 128);
        await client.SubscribeAsync(Room, $$"""{"user_id":"{{id}}","user_info":"{{new string('x', 1022)}}"}""");
    }

    [Fact]
    public async Task Subscribing_twice_makes_nobody_count_twice()
    {
        await using var host = await PusherHost.StartAsync();
        using var watcher = await host.ConnectAsync();
        using var anna = await host.ConnectAsync();
        await watcher.JoinAsync(Room, "watcher");

        await anna.JoinAsync(Room, "anna");
        await anna.JoinAsync(Room, "anna");
        await anna.LeaveAsync(Room);

        await watcher.ExpectAsync(PusherEventNames.MemberAdded, Room);
        await watcher.ExpectAsync(PusherEventNames.MemberRemoved, Room);
        await watcher.ExpectQuietAsync();
    }
}
