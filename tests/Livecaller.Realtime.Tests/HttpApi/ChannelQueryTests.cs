using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.HttpApi;

public sealed class ChannelQueryTests
{
    [Fact]
    public async Task Occupied_channels_are_listed_by_prefix_with_what_is_asked()
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);
        using var anna = await host.ConnectAsync();
        using var annaAgain = await host.ConnectAsync();
        await anna.SubscribeAsync("news");
        await anna.JoinAsync("presence-room", "anna");
        await annaAgain.JoinAsync("presence-room", "anna");

        var all = await HttpApiClient.TextOfAsync(api.GetAsync("/channels", ("filter_by_prefix", "n")));
        var rooms = await HttpApiClient.TextOfAsync(api.GetAsync("/channels", ("filter_by_prefix", "presence-"), ("info", "user_count,subscription_count")));

        Assert.Equal("""{"channels":{"news":{}}}""", all);
        Assert.Equal("""{"channels":{"presence-room":{"user_count":1,"subscription_count":2}}}""", rooms);
    }

    [Fact]
    public async Task A_channel_says_whether_it_is_occupied()
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);
        using var client = await host.ConnectAsync();
        await client.JoinAsync("presence-room", "anna");

        Assert.Equal("""{"occupied":true,"user_count":1,"subscription_count":1}""", await HttpApiClient.TextOfAsync(
            api.GetAsync("/channels/presence-room", ("info", "subscription_count,user_count"))));
        Assert.Equal("""{"occupied":false}""", await HttpApiClient.TextOfAsync(api.GetAsync("/channels/news")));
        Assert.Equal("""{"users":[{"id":"anna"}]}""", await HttpApiClient.TextOfAsync(api.GetAsync("/channels/presence-room/users")));
        Assert.Equal("""{"users":[]}""", await HttpApiClient.TextOfAsync(api.GetAsync("/channels/presence-empty/users")));
    }

    [Theory]
    [InlineData("/channels", "info", "user_count", "filter_by_prefix")]
    [InlineData("/channels", "info", "age", "age")]
    [InlineData("/channels/news", "info", "user_count", "presence")]
    [InlineData("/channels/news/users", "x", "y", "presence")]
    [InlineData("/channels/not%20valid", "x", "y", "not valid")]
    public async Task A_question_that_makes_no_sense_is_refused(string path, string name, string value, string says)
    {
        await using var host = await PusherHost.StartAsync(map: PublishTests.MapAll);
        using var api = new HttpApiClient(host);

        var fault = await HttpApiClient.FaultOfAsync(api.GetAsync(path, (name, value)), 400);

        Assert.Contains(says, fault, StringComparison.Ordinal);
    }
}
