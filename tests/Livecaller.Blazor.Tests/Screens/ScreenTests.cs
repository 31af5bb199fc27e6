using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Blazor.Tests.Screens;

public sealed class ScreenTests : AppTest
{
    // The two fields of another time for a call, in their order.
    private const int Day = 0;
    private const int Hour = 1;

    [Fact]
    public async Task One_press_rates_at_once_another_replaces_it_and_a_comment_is_added()
    {
        var app = Mount();
        await EndAsync(app);
        Assert.Equal(["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"], app.FindAll(".star").Select(i => i.GetAttribute("aria-label")));
        Assert.Single(app.FindAll(".closed .start"));
        Assert.Empty(app.FindAll(".rating textarea"));

        await PressAsync(app, ".star:nth-of-type(3)");
        await SeesAsync(app, "Thank you.");
        Assert.Equal((3, null), (Host.Conversations[0].Rating, Host.Conversations[0].RatingComment));
        await PressAsync(app, ".star:nth-of-type(4)");
        await UntilAsync(() => Host.Conversations[0].Rating == 4);
        await AnswerAsync(app, ".rating textarea", " Quick. ");
        await app.InvokeAsync(() => app.Find(".rating form").SubmitAsync());

        await UntilAsync(() => Host.Conversations[0].RatingComment == "Quick." && app.FindAll(".rating textarea").Count == 0);
        Assert.Equal(4, Host.Conversations[0].Rating);
        Assert.Equal("true", app.Find(".star:nth-of-type(4)").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_rating_without_a_network_says_so_and_counts_when_it_is_pressed_again()
    {
        var app = Mount();
        await EndAsync(app);
        Host.Faults.Refuse(500, "/feedback");

        await PressAsync(app, ".star:nth-of-type(4)");
        await SeesAsync(app, "That did not work. Please try again.");
        Assert.Null(Host.Conversations[0].Rating);
        Assert.Empty(app.FindAll(".star.full"));
        await PressAsync(app, ".star:nth-of-type(4)");

        await SeesAsync(app, "Thank you.");
        Assert.Equal(4, Host.Conversations[0].Rating);
    }

    [Fact]
    public async Task A_rating_is_there_when_the_chat_is_opened_again_and_can_be_another()
    {
        var app = Mount();
        await EndAsync(app);
        await PressAsync(app, ".star:nth-of-type(2)");
        await UntilAsync(() => Host.Conversations[0].Rating == 2);

        app.Render(p => p.Add(a => a.Open, false));
        app.Render(p => p.Add(a => a.Open, true));
        await UntilAsync(() => app.FindAll(".star.full").Count == 2);
        await PressAsync(app, ".star:nth-of-type(5)");

        await UntilAsync(() => Host.Conversations[0].Rating == 5);
    }

    private static IEnumerable<string> Options(IRenderedComponent<LivecallerApp> app, int select) =>
        app.FindAll(".screen select")[select].QuerySelectorAll("option").Select(o => Plain(o.TextContent));

    private static Task ChooseOptionAsync(IRenderedComponent<LivecallerApp> app, int select, string option) =>
        app.InvokeAsync(() =>
        {
            var field = app.FindAll(".screen select")[select];
            return field.ChangeAsync(new() { Value = field.QuerySelectorAll("option").Select(o => o.TextContent).Single(text => Plain(text) == option) });
        });

    // Between the time and AM is a narrow no-break space.
    private static string Plain(string text) => text.Replace('\u202F', ' ');

    private async Task EndAsync(IRenderedComponent<LivecallerApp> app)
    {
        await BeginAsync(app);
        await Host.Operator.SaysAsync("There you are.");
        await Host.Operator.ClosesAsync();
        await SeesAsync(app, "How was it?");
    }

    [Fact]
    public async Task The_conversation_is_mailed_to_the_address_that_the_visitor_gives()
    {
        var app = Mount();
        await BeginAsync(app);
        await Host.Operator.SaysAsync("Good evening");
        await SeesAsync(app, "Good evening");
        await ChooseAsync(app, "Email transcript");
        Assert.True(app.Find(".panel").HasAttribute("inert"));
        Assert.Equal(app.Find(".screen h2").Id, app.Find(".screen").GetAttribute("aria-labelledby"));

        await AnswerAsync(app, ".screen input[type=email]", "ana@example");
        await SubmitAsync(app);
        await SeesAsync(app, "Please enter an email address");
        Assert.Empty(Host.Transcripts);
        await AnswerAsync(app, ".screen input[type=email]", "ana@example.com");
        Host.Faults.Refuse(500, "/transcript");
        await SubmitAsync(app);
        await SeesAsync(app, "That did not work. Please try again.");
        await SubmitAsync(app);

        await SeesAsync(app, "The transcript is on its way to ana@example.com.");
        Assert.Equal("ana@example.com", Assert.Single(Host.Transcripts).Email);
        await PressAsync(app, ".bar .button");
        Assert.Empty(app.FindAll(".screen"));
        Assert.False(app.Find(".panel").HasAttribute("inert"));
    }

    [Fact]
    public async Task A_transcript_is_offered_once_an_operator_has_answered()
    {
        var app = Mount();
        await BeginAsync(app);
        Assert.DoesNotContain("Email transcript", await MenuAsync(app));

        await Host.Operator.SaysAsync("Good evening");
        await SeesAsync(app, "Good evening");

        Assert.Contains("Email transcript", await MenuAsync(app));
    }

    [Fact]
    public async Task A_transcript_that_the_server_refuses_says_why()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna", email: "anna@example.com"), Cancelled);
        var app = Mount();
        await BeginAsync(app);
        await ChooseAsync(app, "Email transcript");
        await AnswerAsync(app, ".screen input[type=email]", "eve@example.com");

        await SubmitAsync(app);

        await SeesAsync(app, "Until an operator has answered, a transcript can only be sent to your own address, anna@example.com.");
        Assert.Empty(Host.Transcripts);
        await AnswerAsync(app, ".screen input[type=email]", "anna@example.com");
        await SubmitAsync(app);
        await SeesAsync(app, "The transcript is on its way to anna@example.com.");
    }

    // Opens the menu, and closes it again.
    private async Task<IReadOnlyList<string>> MenuAsync(IRenderedComponent<LivecallerApp> app)
    {
        await PressAsync(app, ".more .tool");
        await UntilAsync(() => app.FindAll("[role=menu] .item").Count > 0);
        var items = app.FindAll("[role=menu] .item").Select(i => i.TextContent.Trim()).ToList();
        await PressAsync(app, ".more .tool");
        await UntilAsync(() => app.FindAll("[role=menu] .item").Count == 0);
        return items;
    }

    [Fact]
    public async Task A_call_is_asked_for_in_the_visitors_own_time_and_begins_a_conversation()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        await ChooseAsync(app, "Request a call");
        await AnswerAsync(app, ".screen input[type=tel]", "+49 30 123456");
        // At 10:00 in Berlin, the afternoon is ahead.
        Assert.Equal(["As soon as possible", "This afternoon", "Tomorrow morning", "Another time"], app.FindAll(".chip").Select(c => c.TextContent.Trim()));
        await app.InvokeAsync(() => app.Find(".chip:last-child input").ChangeAsync(new() { Value = "CallbackOther" }));
        // The first half hour that is ahead is the first choice of today, and another day has all of them.
        Assert.Equal(["Please choose", "10:30 AM"], Options(app, Hour).Take(2));
        Assert.Equal(["Please choose", "Today", "Tuesday · March 3"], Options(app, Day).Take(3));
        await SubmitAsync(app);
        await SeesAsync(app, "Please fill this in.");
        Assert.Empty(Host.Callbacks);

        await ChooseOptionAsync(app, Day, "Tuesday · March 3");
        Assert.Equal(48, Options(app, Hour).Count() - 1);
        await ChooseOptionAsync(app, Hour, "10:00 AM");
        await AnswerAsync(app, ".screen textarea", "The lamp");
        await SubmitAsync(app);

        await UntilAsync(() => Host.Callbacks.Count == 1);
        var callback = Host.Callbacks[0].Callback!;
        Assert.Equal(("+49 30 123456", new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero), "The lamp"), (callback.Phone!, callback.At!.Value, callback.Note!));
        await UntilAsync(() => app.FindAll(".screen").Count == 0 && app.FindAll(".composer").Count == 1);
    }

    [Fact]
    public async Task A_time_that_passes_while_the_form_is_open_is_refused()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        await ChooseAsync(app, "Request a call");
        await AnswerAsync(app, ".screen input[type=tel]", "+49 30 123456");
        await app.InvokeAsync(() => app.Find(".chip:last-child input").ChangeAsync(new() { Value = "CallbackOther" }));
        await ChooseOptionAsync(app, Hour, "10:30 AM");
        await Host.PassAsync(TimeSpan.FromHours(1), Cancelled);

        await SubmitAsync(app);

        await SeesAsync(app, "That time has passed.");
        Assert.Empty(Host.Callbacks);
    }

    [Fact]
    public async Task A_call_whose_answer_was_lost_is_asked_for_once()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        await ChooseAsync(app, "Request a call");
        await AnswerAsync(app, ".screen input[type=tel]", "+49 30 123456");
        Host.Faults.LoseAnswer("/callbacks");
        await SubmitAsync(app);
        await SeesAsync(app, "That did not work. Please try again.");
        await SubmitAsync(app);

        await UntilAsync(() => app.FindAll(".screen").Count == 0);
        Assert.Single(Host.Callbacks);
    }

    [Fact]
    public async Task Earlier_conversations_are_listed_and_read_and_cannot_be_written_in()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        await BeginAsync(app, "The old question");
        await Host.Operator.SaysAsync("The old answer");
        await Host.Operator.ClosesAsync();
        await PressAsync(app, ".start");
        await SeesAsync(app, "How can we help?");
        await BeginAsync(app, "The new question");

        await ChooseAsync(app, "Earlier conversations");
        await UntilAsync(() => app.FindAll(".screen .item").Count == 1);
        Assert.Contains("Olivia", app.Find(".screen .item").TextContent, StringComparison.Ordinal);
        await PressAsync(app, ".screen .item");

        await UntilAsync(() => app.Find(".screen").TextContent.Contains("The old answer", StringComparison.Ordinal));
        Assert.DoesNotContain("The new question", app.Find(".screen").TextContent, StringComparison.Ordinal);
        Assert.Empty(app.FindAll(".screen .composer"));
        await PressAsync(app, ".bar .button");
        await UntilAsync(() => app.FindAll(".screen .item").Count == 1);
        await PressAsync(app, ".bar .button");
        await SeesAsync(app, "The new question");
        Assert.Empty(app.FindAll(".screen"));
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_can_be_tried_again()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        Host.Faults.GoOffline();
        await ChooseAsync(app, "Earlier conversations");

        await SeesAsync(app, "That could not be loaded.");
        Host.Faults.GoOnline();
        await PressAsync(app, ".screen .more");
        await SeesAsync(app, "There are no earlier conversations yet.");
    }

    [Fact]
    public async Task What_stands_in_front_goes_with_the_visitor_who_opened_it()
    {
        await Client.UserLoginAsync(Host.IssueToken("anna", email: "anna@example.com"), Cancelled);
        var app = Mount();
        await BeginAsync(app);
        await ChooseAsync(app, "Email transcript");
        await UntilAsync(() => app.Markup.Contains("anna@example.com", StringComparison.Ordinal));

        await Client.UserLoginAsync(Host.IssueToken("ben"), Cancelled);

        await UntilAsync(() => app.FindAll(".screen").Count == 0 && !app.Markup.Contains("anna@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_sounds_unless_the_visitor_wants_silence()
    {
        var app = Mount();
        await BeginAsync(app);
        await Host.Operator.SaysAsync("One");
        await UntilAsync(() => Chime.Invocations["play"].Count == 1);
        Assert.Equal(false, Chime.Invocations["play"][0].Arguments[0]);

        await ChooseAsync(app, "Mute sounds");
        await UntilAsync(() => Client.IsMuted);
        await Host.Operator.SaysAsync("Two");
        await SeesAsync(app, "Two");
        Assert.Single(Chime.Invocations["play"]);

        await PressAsync(app, ".more .tool");
        // The chat hears of it from the client's events, each of which has its own pace.
        await UntilAsync(() => app.Find("[role=menuitemcheckbox]").GetAttribute("aria-checked") == "true");
    }

    [Fact]
    public async Task The_menu_is_walked_by_arrows()
    {
        var app = Mount();
        await BeginAsync(app);
        await Host.Operator.SaysAsync("Good evening");
        await SeesAsync(app, "Good evening");
        await PressAsync(app, ".more .tool");
        await UntilAsync(() => app.FindAll("[role=menu] .item").Count == 5);
        Assert.Equal(
            ["Request a call", "Email transcript", "Earlier conversations", "Mute sounds", "End conversation"],
            app.FindAll("[role=menu] .item").Select(i => i.TextContent.Trim()));

        await app.InvokeAsync(() => app.Find("[role=menu]").KeyDownAsync(new KeyboardEventArgs { Key = "End" }));
        await app.InvokeAsync(() => app.Find("[role=menu]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" }));

        JSInterop.VerifyFocusAsyncInvoke(calledTimes: 3);
    }
}
