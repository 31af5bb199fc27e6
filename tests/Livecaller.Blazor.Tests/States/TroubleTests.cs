using System.Net;
using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Testing;

namespace Livecaller.Blazor.Tests.States;

/// <summary>What the chat shows while something is wrong: never nothing, and never the same for ever.</summary>
public sealed class TroubleTests : AppTest
{
    [Theory]
    [InlineData("GET /v1/widget")]
    [InlineData("POST /v1/widget/auth/login")]
    [InlineData("GET /v1/widget/conversations")]
    public async Task A_server_that_fails_at_any_step_of_opening_is_said_and_can_be_tried_again(string call)
    {
        Host.Faults.Refuse(500, call);
        var app = Mount();

        await SeesAsync(app, "The chat can’t be reached");
        Assert.Equal("alert", app.Find(".unavailable").GetAttribute("role"));
        await PressAsync(app, ".again");

        await SeesAsync(app, "How can we help?");
        Assert.Empty(app.FindAll(".unavailable"));
    }

    [Fact]
    public async Task A_history_that_the_server_refuses_can_be_tried_again()
    {
        await Client.UserLoginAsync(Host.IssueToken("ana"), Cancelled);
        var conversation = await Client.OpenConversationAsync(Cancelled);
        var sent = await conversation.SendAsync(new() { Content = "Before" }, Cancelled);
        await conversation.WaitUntilSentAsync(sent.Id, Cancelled);

        // Another device of hers: the first one may still have an event to catch up with, which would bring the message without the history.
        using var network = new RefusingHandler(Client.Options.HttpHandler!, HttpStatusCode.Forbidden, "/messages");
        await using var other = await LivecallerClient.CreateAsync(Host.CreateOptions() with { HttpHandler = network }, Cancelled);
        await other.UserLoginAsync(Host.IssueToken("ana"), Cancelled);

        var app = Mount(p => p.Add(a => a.Client, other));
        await SeesAsync(app, "The chat can’t be reached");
        network.Stop();
        await PressAsync(app, ".again");

        await SeesAsync(app, "Before");
        Assert.Empty(app.FindAll(".unavailable"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_server_that_asks_for_patience_is_said_so(int status)
    {
        Host.Faults.Refuse(status, "POST /v1/widget/auth/login");
        var app = Mount();

        await SeesAsync(app, "The chat is busy");
        await PressAsync(app, ".again");
        await SeesAsync(app, "How can we help?");
    }

    [Fact]
    public async Task An_unknown_widget_is_said_to_the_visitor_in_plain_words_and_to_the_developer_in_the_console()
    {
        Host.Faults.Refuse(404, "GET /v1/widget");
        var app = Mount();

        await SeesAsync(app, "The chat is not available here");
        Assert.DoesNotContain("404", app.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(LivecallerTestHostOptions.DefaultWidget.Id.Value, app.Find(".unavailable").TextContent, StringComparison.Ordinal);
        await UntilAsync(() => Console.Any());
        Assert.Contains($"does not know the widget '{LivecallerTestHostOptions.DefaultWidget.Id}'", Assert.Single(Console), StringComparison.Ordinal);
        Assert.Contains(Console.Single(), Log.Errors);
    }

    [Fact]
    public async Task A_refused_origin_is_said_to_the_developer_with_the_servers_reason()
    {
        Host.Faults.Refuse(403, "GET /v1/widget");
        var app = Mount();

        await SeesAsync(app, "The chat is not available here");
        await UntilAsync(() => Console.Any());
        Assert.Contains("may not be used on this page. The test asked for this refusal.", Assert.Single(Console), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_the_developer_is_told_where_to_look()
    {
        Host.Faults.GoOffline();
        var app = Mount();

        await SeesAsync(app, "The chat can’t be reached");
        await UntilAsync(() => Console.Any());
        Assert.Contains("allowed origins", Assert.Single(Console), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_over_is_said_and_the_host_is_asked_to_sign_in_again()
    {
        var asked = 0;
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);
        var app = Mount(p => p.Add(a => a.OnAuthRequired, () => Interlocked.Increment(ref asked)));
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "Hello?");
        await UntilAsync(() => Host.Conversations.Count == 1);

        Host.Faults.ExpireToken();
        await WriteAsync(app, "Still there?");
        await SeesAsync(app, "Your session has expired.");
        await UntilAsync(() => asked == 1);
        await SeesAsync(app, "Still there?");

        await PressAsync(app, ".notices .answer");
        Assert.Equal(2, asked);
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);

        await UntilAsync(() => !Shows(app, "Your session has expired."));
        await UntilAsync(() => Host.MessagesOf(Host.Conversations[0].Id).Count == 2);
    }

    [Fact]
    public async Task A_chat_that_opens_on_a_session_that_is_over_asks_once_and_opens_when_the_visitor_is_back()
    {
        var asked = 0;
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);
        Host.Faults.ExpireToken();
        var app = Mount(p => p.Add(a => a.OnAuthRequired, () => Interlocked.Increment(ref asked)));

        await SeesAsync(app, "Please sign in again");
        await UntilAsync(() => asked == 1);
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);

        await SeesAsync(app, "How can we help?");
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Without_a_way_to_sign_in_the_visitor_can_at_least_try_again()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);
        Host.Faults.ExpireToken();
        var app = Mount();

        await SeesAsync(app, "Please sign in again");
        Assert.Equal("Try again", app.Find(".again").TextContent);
    }

    [Fact]
    public async Task What_one_visitor_could_not_send_is_neither_shown_nor_sent_as_the_next()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        Host.Faults.Refuse(503, "POST /v1/widget/conversations");
        Host.Faults.Refuse(503, "POST /v1/widget/conversations");
        await WriteAsync(app, "Anna's secret");
        await SeesAsync(app, "Anna's secret");

        await Client.UserLoginAsync(Host.IssueToken("ben"), Cancelled);
        await UntilAsync(() => !Shows(app, "Anna's secret"));
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "I am Ben");

        await UntilAsync(() => Host.Conversations.Count == 1 && Host.MessagesOf(Host.Conversations[0].Id).Count == 1);
        Assert.Equal(("ben", "I am Ben"), (Host.Conversations[0].Visitor.UserId, Host.MessagesOf(Host.Conversations[0].Id)[0].Content));
    }

    [Fact]
    public async Task The_connection_is_spoken_of_while_it_is_lost_and_for_a_moment_when_it_is_back()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        await UntilAsync(() => Client.ConnectionState == ConnectionState.Connected);
        Assert.Empty(app.FindAll(".banner"));

        Host.Faults.GoOffline();
        await SeesAsync(app, "No connection. Your messages will be sent when it is back.");
        Assert.Equal("status", app.Find(".banner").ParentElement!.GetAttribute("role"));

        Host.Faults.GoOnline();
        await SeesAsync(app, "You are back online.");
        await UntilAsync(() => app.FindAll(".banner").Count == 0);
    }
}
