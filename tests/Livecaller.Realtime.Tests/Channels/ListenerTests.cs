using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Channels;

public sealed class ListenerTests
{
    [Fact]
    public async Task A_listener_hears_its_channel_until_it_is_disposed()
    {
        await using var host = await PusherHost.StartAsync();
        List<string> heard = [];
        var listening = host.Listener.Listen("news", e => heard.Add($"{e.Channel} {e.Name} {e.DataJson}"));

        await host.PublishAsync("news", "one", """{"n":1}""");
        await host.PublishAsync("other", "two");
        listening.Dispose();
        listening.Dispose();
        await host.PublishAsync("news", "three");

        Assert.Equal(["""news one {"n":1}"""], heard);
    }

    [Fact]
    public async Task A_listener_hears_what_clients_say()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SubscribeAsync("private-room");
        List<string> heard = [];
        using var listening = host.Listener.Listen("private-room", e => heard.Add(e.Name));

        await client.SayAsync("client-typing", "{}", "private-room");
        await client.ExpectQuietAsync();

        Assert.Equal(["client-typing"], heard);
    }

    [Fact]
    public async Task A_listener_that_throws_or_publishes_harms_nobody()
    {
        await using var host = await PusherHost.StartAsync();
        List<string> heard = [];
        using var throwing = host.Listener.Listen("a", _ => throw new InvalidOperationException("on purpose"));
        using var publishing = host.Listener.Listen("a", e => _ = host.PublishAsync("b", e.Name + "-again"));
        using var echoing = host.Listener.Listen("b", e => heard.Add(e.Name));

        await host.PublishAsync("a", "hello");

        Assert.Equal(["hello-again"], heard);
        Assert.Contains("on purpose", Assert.Single(host.Log.Errors), StringComparison.Ordinal);
        host.Log.Errors.Clear();
    }
}
