using System.Net;
using Livecaller.Contract.Tests.Servers;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task The_configuration_says_what_a_client_needs_before_it_shows_a_chat()
    {
        await using var server = await StartAsync(new() { Departments = ["Sales"], Fields = [new() { Name = "topic", Label = "Topic", Type = "text" }], TypingPreview = true });
        var widget = (await new Visitor(server).GetAsync("")).Data;

        Assert.Equal(ContractSetup.Widget, widget.GetProperty("id").GetString());
        Assert.NotEmpty(widget.GetProperty("name").GetString()!);
        Assert.Equal("Sales", widget.GetProperty("departments")[0].GetProperty("display_name").GetString());
        Assert.NotEmpty(widget.GetProperty("departments")[0].GetProperty("id").GetString()!);
        Assert.Equal(("topic", "Topic", "text"), (widget.GetProperty("fields")[0].GetProperty("name").GetString(),
            widget.GetProperty("fields")[0].GetProperty("label").GetString(), widget.GetProperty("fields")[0].GetProperty("type").GetString()));
        Assert.Contains("transcript", widget.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        Assert.Contains("png", widget.GetProperty("accepted_extensions").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(ContractSetup.MaxAttachmentBytes, widget.GetProperty("max_attachment_bytes").GetInt64());
        Assert.Equal(10_000, widget.GetProperty("max_message_characters").GetInt32());
        var settings = widget.GetProperty("settings");
        Assert.True(settings.GetProperty("message_typing_preview").GetBoolean());
        Assert.NotEmpty(settings.GetProperty("initial_screen").GetString()!);
        Assert.All((string[])["primary", "secondary", "text"], color =>
            Assert.StartsWith("#", settings.GetProperty("theme").GetProperty("variables").GetProperty("colors").GetProperty(color).GetString(), StringComparison.Ordinal));
        Assert.NotEmpty(settings.GetProperty("theme").GetProperty("variables").GetProperty("position").GetProperty("side").GetString()!);
        Assert.True(widget.TryGetProperty("translations", out _));
        var realtime = widget.GetProperty("realtime");
        Assert.All((string[])["key", "host", "scheme", "path", "auth_endpoint"], name => Assert.NotNull(realtime.GetProperty(name).GetString()));
        Assert.EndsWith("/v1/widget/broadcasting/auth", realtime.GetProperty("auth_endpoint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_widget_is_named_by_header_or_query_and_an_unknown_one_is_not_there()
    {
        var caller = new Visitor(Server) { Widget = null };
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync($"?widget_id={ContractSetup.Widget}")).Status);
        Assert.NotEmpty((await caller.GetAsync("")).Reason("widget_id"));
        Assert.NotEmpty((await caller.PostAsync("auth/login", new { })).Reason("widget_id"));
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("?widget_id=none")).Status);
        caller.Widget = "none";
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.PostAsync("auth/login", new { })).Status);
    }

    [Fact]
    public async Task A_known_configuration_is_not_sent_again()
    {
        var caller = new Visitor(Server);
        var first = await caller.GetAsync("");
        var tag = first.Header("ETag")!;
        var again = await caller.SendAsync(HttpMethod.Get, "", null, ("If-None-Match", tag));
        Assert.Equal((HttpStatusCode.NotModified, tag, 0), (again.Status, again.Header("ETag"), again.Bytes.Length));
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync(HttpMethod.Get, "", null, ("If-None-Match", "\"another\""))).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/v1/widget/nothing/here", 404)]
    [InlineData("GET", "/v1/widget/conversations/x/nothing", 404)]
    [InlineData("POST", "/v1/widget", 405)]
    [InlineData("GET", "/v1/widget/auth/login", 405)]
    [InlineData("DELETE", "/v1/widget/conversations", 405)]
    [InlineData("PUT", "/v1/widget/conversations/x/messages", 405)]
    [InlineData("DELETE", "/v1/attachments/x", 405)]
    public async Task What_nobody_answers_is_a_problem_document(string method, string path, int status)
    {
        var answer = await new Visitor(Server).SendAsync(new HttpMethod(method), path);
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status == 405, answer.Header("Allow") is { Length: > 0 });
    }
}
