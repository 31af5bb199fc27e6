using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Frames;

public sealed class ClientEventTests
{
    private const string Room = "private-room";
    private const string Presence = "presence-room";

    [Fact]
    public async Task A_client_event_reaches_the_others_and_not_its_sender()
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync(Room);
        await other.SubscribeAsync(Room);

        await sender.SayAsync("client-typing", """{"on":true}""", Room);

        var frame = await other.ReadAsync();
        Assert.Equal(("client-typing", Room, """{"on":true}""", null), (frame.Event, frame.Channel, frame.Data, frame.UserIdJson));
        await sender.ExpectQuietAsync();
    }

    [Fact]
    public async Task On_a_presence_channel_the_server_says_who_it_was()
    {
        await using var host = await PusherHost.StartAsync();
        using var other = await host.ConnectAsync();
        await other.JoinAsync(Presence, "other");
        using var sender = await host.ConnectAsync();
        await sender.JoinAsync(Presence, "anna");
        await other.ReadAsync();

        await sender.SayTextAsync($$"""{"event":"client-wave","channel":"{{Presence}}","data":{},"user_id":"somebody else"}""");

        Assert.Equal("\"anna\"", (await other.ReadAsync()).UserIdJson);
    }

    [Theory]
    [InlineData("news")]
    [InlineData("private-encrypted-room")]
    public async Task Some_channels_take_no_client_events(string channel)
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync(channel);
        await other.SubscribeAsync(channel);

        await sender.SayAsync("client-typing", "{}", channel);

        await sender.ExpectErrorAsync(4300);
        await other.ExpectQuietAsync();
    }

    [Theory]
    [InlineData(Room)]
    [InlineData(null)]
    public async Task A_sender_must_be_subscribed(string? channel)
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await other.SubscribeAsync(Room);

        await sender.SayAsync("client-typing", "{}", channel);

        await sender.ExpectErrorAsync(4300);
        await other.ExpectQuietAsync();
    }

    [Fact]
    public async Task The_eleventh_event_in_a_second_is_dropped_and_the_next_second_is_free_again()
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync(Room);
        await other.SubscribeAsync(Room);

        for (var i = 0; i < 11; i++) await sender.SayAsync("client-n", $"{i}", Room);
        await sender.ExpectErrorAsync(4301);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await sender.SayAsync("client-n", "11", Room);

        for (var i = 0; i < 10; i++) Assert.Equal(i, (await other.ExpectAsync("client-n")).GetInt32());
        Assert.Equal(11, (await other.ExpectAsync("client-n")).GetInt32());
        await sender.ExpectQuietAsync();
    }

    [Theory]
    [InlineData(10, 900)]
    [InlineData(10, 100)]
    [InlineData(1, 999)]
    [InlineData(25, 500)]
    public async Task No_second_has_more_events_than_the_limit_wherever_it_begins(int limit, int milliseconds)
    {
        await using var host = await PusherHost.StartAsync(o => o.MaxClientEventsPerSecond = limit);
        using var sender = await host.ConnectAsync();
        await sender.SubscribeAsync(Room);
        host.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        for (var i = 0; i < limit; i++) await sender.SayAsync("client-n", "{}", Room);
        await sender.ExpectQuietAsync();

        // Into the second window of a counter that began when the socket connected.
        host.Time.Advance(TimeSpan.FromMilliseconds(1000 - milliseconds));
        await sender.SayAsync("client-n", "{}", Room);
        await sender.ExpectErrorAsync(4301);

        host.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await sender.SayAsync("client-n", "{}", Room);
        await sender.ExpectQuietAsync();
    }

    [Fact]
    public async Task Name_and_data_have_limits()
    {
        await using var host = await PusherHost.StartAsync();
        using var sender = await host.ConnectAsync();
        using var other = await host.ConnectAsync();
        await sender.SubscribeAsync(Room);
        await other.SubscribeAsync(Room);
        var longest = "client-" + new string('n', 193);
        var largest = '"' + new string('x', 10 * 1024) + '"';

        await sender.SayAsync(longest + "n", "{}", Room);
        await sender.ExpectErrorAsync(4300);
        await sender.SayAsync("client-x", '"' + new string('x', 10 * 1024 + 1) + '"', Room);
        await sender.ExpectErrorAsync(4300);
        await sender.SayAsync(longest, largest, Room);

        Assert.Equal(longest, (await other.ReadAsync()).Event);
        await sender.ExpectQuietAsync();
    }
}
