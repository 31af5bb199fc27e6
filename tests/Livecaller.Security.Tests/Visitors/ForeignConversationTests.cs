using System.Net;

namespace Livecaller.Security.Tests.Visitors;

/// <summary>A visitor who knows the ID of another visitor's conversation, message or file.</summary>
public sealed class ForeignConversationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/messages")]
    [InlineData("/events?after=0")]
    public async Task A_conversation_of_another_visitor_is_not_found(string path)
    {
        await using var server = await LivecallerServer.StartAsync();
        var owner = await server.VisitorAsync();
        var stranger = await server.VisitorAsync();
        var conversation = await owner.StartAsync("My order is 4711");

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/conversations/{conversation}{path}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"/conversations/{conversation}{path}")).Status);
    }

    public static TheoryData<string, object> Changes => new()
    {
        { "/messages", new { id = Caller.NewId(), content = "Hi" } },
        { "/read", new { sequence = 1 } },
        { "/close", new { } },
        { "/feedback", new { rating = 1 } },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task A_conversation_of_another_visitor_cannot_be_changed(string path, object body)
    {
        await using var server = await LivecallerServer.StartAsync();
        var owner = await server.VisitorAsync();
        var stranger = await server.VisitorAsync();
        var conversation = await owner.StartAsync();
        var before = await EventsAsync();

        var answer = await stranger.PostAsync($"/conversations/{conversation}{path}", body);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(before, await EventsAsync());

        async Task<int> EventsAsync() => (await owner.GetAsync($"/conversations/{conversation}/events?after=0")).Data.GetArrayLength();
    }
}
