using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class FenceTests
{
    [Fact]
    public async Task Another_visitors_conversation_does_not_exist()
    {
        await using var server = await LivecallerServer.StartAsync();
        var id = await (await server.VisitorAsync()).StartAsync();
        var stranger = await server.VisitorAsync();
        foreach (var path in (string[])["", "/messages", "/events"])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/conversations/{id}{path}")).Status);
        foreach (var (path, body) in ((string, object)[])[
            ("messages", new { id = Caller.NewId(), content = "x" }), ("typing", new { }), ("read", new { sequence = 1 }),
            ("close", new { }), ("feedback", new { rating = 5 })])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/conversations/{id}/{path}", body)).Status);
        Assert.Equal(0, (await stranger.GetAsync("/conversations")).Data.GetArrayLength());
    }

    [Fact]
    public async Task Only_own_channels_are_signed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var owner = await server.VisitorAsync();
        var stranger = await server.VisitorAsync();
        var channel = "private-conversation." + await owner.StartAsync();
        object Ask(string name, string socket = "1.2") => new { socket_id = socket, channel_name = name };
        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync("/broadcasting/auth", Ask(channel))).Status);
        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync("/broadcasting/auth", Ask("private-visitor." + owner.Id))).Status);
        foreach (var name in (string[])[channel, "private-visitor." + owner.Id, "private-conversation.x", "presence-widget.shop.operators"])
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("/broadcasting/auth", Ask(name))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await owner.PostAsync("/broadcasting/auth", Ask(channel, "1.2x"))).Status);
        var form = await owner.PostTextAsync("/broadcasting/auth", $"socket_id=1.2&channel_name={channel}", "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.OK, form.Status);
    }
}
