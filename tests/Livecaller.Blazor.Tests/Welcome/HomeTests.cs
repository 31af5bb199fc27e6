using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Blazor.Tests.Welcome;

public sealed class HomeTests() : AppTest(new()
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
    {
        Settings = new() { InitialScreen = "home", Starters = ["Where is my order?", " ", "<b>Bold</b> & more", "Where is my order?", new string('x', 200)] },
    },
    Availability = new()
    {
        Operators = [.. Enumerable.Range(1, 5).Select(i => new OperatorSummary { Id = new($"o{i}"), Name = $"Op {i}" })],
        AnswerSeconds = 260,
    },
})
{
    [Fact]
    public async Task Home_greets_and_says_who_is_there_and_how_fast_answers_come()
    {
        var app = Mount();

        await SeesAsync(app, "Usually answers in 5 minutes");

        Assert.Equal("How can we help?", app.Find(".home h3").TextContent);
        Assert.Equal("Op 1, Op 2, Op 3", app.Find(".faces").GetAttribute("aria-label"));
        Assert.Equal(3, app.FindAll(".faces .face").Count);
        Assert.Empty(app.FindAll(".composer"));
    }

    [Fact]
    public async Task A_starter_sends_itself_once_and_one_that_is_empty_too_long_or_there_twice_is_left_out()
    {
        var app = Mount();
        await UntilAsync(() => app.FindAll(".starter").Count > 0);
        Assert.Equal(["Where is my order?", "<b>Bold</b> & more"], app.FindAll(".starter").Select(s => s.TextContent));
        Assert.Empty(app.FindAll(".starter b"));

        await PressAsync(app, "li:nth-child(2) .starter");

        await UntilAsync(() => Host.Conversations.Count == 1 && app.FindAll(".composer").Count == 1);
        Assert.Equal("<b>Bold</b> & more", Assert.Single(Host.MessagesOf(Host.Conversations[0].Id)).Content);
    }

    [Fact]
    public async Task A_visitor_writes_goes_back_home_and_finds_the_open_conversation_there()
    {
        var app = Mount();
        await PressAsync(app, ".write");
        await BeginAsync(app, "Hello?");
        await PressAsync(app, ".home.button");
        await SeesAsync(app, "Your conversation");
        Assert.Empty(app.FindAll(".write"));
        await Host.Operator.SaysAsync("There you are.");

        await UntilAsync(() => app.FindAll(".home .card .badge").Count == 1 && Shows(app, "There you are."));
        await PressAsync(app, ".home .card");

        await UntilAsync(() => app.FindAll(".log .bubble").Count == 2);
        Assert.Equal(0, Client.UnreadCount);
    }

    [Fact]
    public async Task The_last_closed_conversation_is_on_Home_and_is_left_to_where_the_visitor_came_from()
    {
        var app = Mount();
        await PressAsync(app, ".write");
        await BeginAsync(app, "Hello?");
        await Host.Operator.SaysAsync("Good bye.");
        await SeesAsync(app, "Good bye.");
        await Host.Operator.ClosesAsync();
        await PressAsync(app, ".closed .start");
        await PressAsync(app, ".home.button");
        await UntilAsync(() => app.FindAll(".home .card").Count == 1);
        Assert.Contains("Previous conversation", app.Find(".home").TextContent, StringComparison.Ordinal);
        Assert.Contains("Good bye.", app.Find(".home .card").TextContent, StringComparison.Ordinal);
        Assert.Contains("Closed", app.Find(".home .card").TextContent, StringComparison.Ordinal);

        await PressAsync(app, ".home .card");
        await UntilAsync(() => app.FindAll(".screen .bubble").Count == 2);
        await PressAsync(app, ".screen .bar .button");

        Assert.Empty(app.FindAll(".screen"));
        Assert.Single(app.FindAll(".home .card"));
    }

    [Fact]
    public async Task A_call_is_asked_for_from_Home()
    {
        var app = Mount();
        await PressAsync(app, ".rows .row");
        await AnswerAsync(app, ".screen input[type=tel]", "+49 30 123456");
        await SubmitAsync(app);

        await UntilAsync(() => Host.Conversations.Count == 1 && app.FindAll(".screen").Count == 0 && app.FindAll(".log").Count == 1);
        Assert.NotNull(Host.Conversations[0].Callback);
    }

    [Fact]
    public async Task Opening_the_chat_again_shows_Home_again()
    {
        var app = Mount();
        await PressAsync(app, ".write");
        await UntilAsync(() => app.FindAll(".composer").Count == 1);

        app.Render(p => p.Add(a => a.Open, false));
        app.Render(p => p.Add(a => a.Open, true));

        await UntilAsync(() => app.FindAll(".panel .write").Count == 1);
    }
}
