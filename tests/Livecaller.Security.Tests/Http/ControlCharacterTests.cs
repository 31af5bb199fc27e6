using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;

namespace Livecaller.Security.Tests.Http;

/// <summary>Texts with characters that end a text for one reader and not for another.</summary>
public sealed class ControlCharacterTests
{
    private static readonly string[] Characters = ["\0", "\u0001", "\b", "\u001b", "\u007f", "\u0085"];

    [Fact]
    public async Task No_search_or_cursor_contains_them()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        await visitor.StartAsync("Nothing that is searched for");
        var olga = await server.OperatorAsync();

        foreach (var character in Characters.Select(Uri.EscapeDataString))
        {
            Assert.Contains("control character", (await olga.GetAsync($"/conversations?q={character}")).Error("q"), StringComparison.Ordinal);
            Assert.Contains("control character", (await olga.GetAsync($"/conversations?q=a{character}b")).Error("q"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.GetAsync($"/conversations?before={character}")).Status);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.GetAsync($"/departments?widget_id={character}")).Status);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.GetAsync($"/conversations?before={character}")).Status);
        }
    }

    [Theory]
    [InlineData("\0unheard of")]
    [InlineData("un\0heard of")]
    [InlineData("\u001bunheard of\u200b")]
    public async Task The_dashboards_search_does_not_find_everything_by_them(string search)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        await visitor.StartAsync("Nothing that is searched for");
        var olga = await server.OperatorAsync();

        var found = await server.Get<IOperatorService>().ListAsync(
            OperatorCaller.OnBehalfOf(new(olga.Id)), new InboxQuery { Search = search }, TestContext.Current.CancellationToken);

        Assert.Empty(found.Value!.Data);
    }

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "visitor", "/auth/login", """{"device":"?"}""" },
        { "visitor", "/auth/login", """{"device":{"name":"?"}}""" },
        { "visitor", "/auth/login", """{"device":{"?":"name"}}""" },
        { "visitor", "/auth/login", """{"jwt_token":"?"}""" },
        { "visitor", "/conversations", """{"message":{"id":"5b7c8a0e-2f58-4a43-9a3c-3a9b8f1d2e4f","content":"?"}}""" },
        { "visitor", "/conversations", """{"message":{"id":"?","content":"Hello"}}""" },
        { "visitor", "/conversations", """{"department_id":"?"}""" },
        { "visitor", "/conversations", """{"fields":{"name":"?"}}""" },
        { "visitor", "/broadcasting/auth", """{"socket_id":"?","channel_name":"private-visitor.1"}""" },
        { "operator", "/broadcasting/auth", """{"socket_id":"1.1","channel_name":"?"}""" },
        { "operator", "/departments", """{"display_name":"?","widget_id":"shop"}""" },
        { "operator", "/auth/login", """{"email":"?","password":"correct horse"}""" },
        { "operator", "/auth/login", """{"email":"olga@example.com","password":"?"}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task No_text_of_a_body_contains_them(string who, string path, string body)
    {
        await using var server = await LivecallerServer.StartAsync();
        var caller = who == "visitor" ? await server.VisitorAsync() : await server.OperatorAsync();

        foreach (var character in Characters)
        {
            var escaped = $"\\u{(int)character[0]:x4}";
            var answer = await caller.PostTextAsync(path, body.Replace("?", "a" + escaped, StringComparison.Ordinal));

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains("control character", answer.Body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tabs_and_line_breaks_of_every_system_are_text()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();

        var conversation = await visitor.StartAsync("one\ttwo\r\nthree\nfour\rfive");

        var messages = await visitor.GetAsync($"/conversations/{conversation}/messages");
        Assert.Equal("one\ttwo\nthree\nfour\nfive", messages.Data[0].GetProperty("content").GetString());
    }
}
