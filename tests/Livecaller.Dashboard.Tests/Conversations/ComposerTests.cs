using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Conversations;

public sealed class ComposerTests : DashboardContext
{
    [Fact]
    public void An_answer_is_shown_at_once_and_settles_when_stored()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        Desk.Operators.HoldSends = new(TaskCreationOptions.RunContinuationsAsynchronously);

        Write(app, "  good morning ");
        app.WaitForAssertion(() => Assert.Equal("good morning", app.Find(".lc-pending p").TextContent));
        app.WaitForAssertion(() => Assert.Equal("", app.Find("textarea").GetAttribute("value")));
        Desk.Operators.HoldSends.SetResult();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-pending")));
        app.WaitForAssertion(() => Assert.Equal("good morning", app.Find(".lc-ours .lc-bubble > p").TextContent));
        app.WaitForAssertion(() => Assert.Equal("good morning", ana.Messages[^1].Content));
        app.WaitForAssertion(() => Assert.Single(app.FindAll(".lc-ours")));
    }

    [Fact]
    public void An_answer_takes_a_waiting_conversation()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Write(app, "good morning");

        app.WaitForAssertion(() => Assert.Contains("Mine", app.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Equal(ConversationStatus.Active, ana.Status));
    }

    [Fact]
    public void A_refused_answer_says_why_and_is_sent_again_under_the_same_id()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        Desk.Operators.RefuseSends = new() { Status = 429, Detail = "Too many messages." };

        Write(app, "good morning");
        app.WaitForAssertion(() => Assert.Contains("Too many messages.", app.Find(".lc-failed").TextContent, StringComparison.Ordinal));

        Desk.Operators.RefuseSends = null;
        app.WaitForElement("[data-lc-retry-send]").Click();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-failed")));
        app.WaitForAssertion(() => Assert.Single(ana.Messages, m => m.Content == "good morning"));
    }

    [Fact]
    public void A_failed_answer_is_still_there_when_one_comes_back()
    {
        var ana = Desk.Start("Ana", "hello");
        var jonas = Desk.Start("Jonas", "hi");
        var app = OpenOn(ana.Id);
        Desk.Operators.RefuseSends = new() { Status = 500, Title = "Out of order" };
        Write(app, "good morning");
        app.WaitForElement(".lc-failed");

        Go("c/" + jonas.Id);
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-failed")));
        Go("c/" + ana.Id);

        app.WaitForAssertion(() => Assert.Equal("good morning", app.Find(".lc-failed .lc-bubble p").TextContent));
        app.WaitForElement("[data-lc-discard]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-failed")));
    }

    [Fact]
    public void Each_conversation_keeps_its_own_draft()
    {
        var ana = Desk.Start("Ana", "hello");
        var jonas = Desk.Start("Jonas", "hi");
        var app = OpenOn(ana.Id);
        app.WaitForElement("textarea").Input("half a thought");

        Go("c/" + jonas.Id);
        app.WaitForAssertion(() => Assert.Equal(jonas.Id.Value, app.Find("textarea").GetAttribute("data-lc-conversation")));
        app.WaitForAssertion(() => Assert.Equal("", app.Find("textarea").GetAttribute("value")));
        Go("c/" + ana.Id);

        app.WaitForAssertion(() => Assert.Equal("half a thought", app.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public void The_server_never_writes_into_a_field_that_somebody_types_in()
    {
        var app = OpenOn(Desk.Start("Ana", "hello").Id);

        foreach (var text in (string[])["g", "go", "goo ", "good"])
        {
            app.Find("textarea").Input(text);
            app.Find("[data-lc-search]").Input(text);
        }

        app.WaitForAssertion(() => Assert.False(app.Find("button[type=submit].lc-primary").HasAttribute("disabled")));
        Assert.Equal("", app.Find("textarea").GetAttribute("value") ?? "");
        Assert.Equal("", app.Find("[data-lc-search]").GetAttribute("value") ?? "");
    }

    [Theory]
    [InlineData("  \n ")]
    [InlineData("\u200B\u2800\u3164")]
    public void Nothing_but_spaces_and_invisible_characters_is_not_sent(string text)
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);

        Write(app, text);

        app.WaitForAssertion(() => Assert.Single(ana.Messages));
        app.WaitForAssertion(() => Assert.True(app.Find("button[type=submit].lc-primary").HasAttribute("disabled")));
    }

    [Fact]
    public void Typing_is_told_at_most_every_three_seconds()
    {
        var app = OpenOn(Desk.Start("Ana", "hello").Id);

        app.WaitForElement("textarea").Input("a");
        app.WaitForElement("textarea").Input("ab");
        app.WaitForAssertion(() => Assert.Equal(1, Desk.Operators.TypingCalls));
        Time.Advance(TimeSpan.FromSeconds(3));
        app.WaitForElement("textarea").Input("abc");

        app.WaitForAssertion(() => Assert.Equal(2, Desk.Operators.TypingCalls));
    }

    [Fact]
    public void A_reply_quotes_the_message()
    {
        var ana = Desk.Start("Ana", "which one?");
        var app = OpenOn(ana.Id);

        app.WaitForElement(".lc-reply").Click();
        app.WaitForAssertion(() => Assert.Equal("which one?", app.Find(".lc-replying p").TextContent));
        Write(app, "the oak one");

        app.WaitForAssertion(() => Assert.Equal("which one?", app.Find("blockquote p").TextContent));
        app.WaitForAssertion(() => Assert.Equal(ana.Messages[0].Id, ana.Messages[^1].ReplyTo!.Id));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-replying")));
    }

    [Fact]
    public void Send_and_close_goes_on_to_the_next_conversation_of_the_list()
    {
        var ana = Desk.Start("Ana", "hello");
        Time.Advance(TimeSpan.FromMinutes(1));
        var jonas = Desk.Start("Jonas", "hi");
        var app = OpenOn(ana.Id);

        app.WaitForElement("[data-lc-text]").Input("Done, bye");
        app.WaitForElement("[data-lc-send-close]:not([disabled])").Click();

        app.WaitForAssertion(() => Assert.Equal(jonas.Id.Value, app.Find("[data-lc-text]").GetAttribute("data-lc-conversation")));
        Assert.Equal(ConversationStatus.Closed, ana.Status);
        Assert.Single(ana.Messages, m => m.Content == "Done, bye");
        Assert.Contains("Waiting", app.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);

        app.WaitForElement("[data-lc-text]").Input("Bye");
        app.WaitForElement("[data-lc-send-close]:not([disabled])").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-text]")));
        app.WaitForAssertion(() => Assert.Equal(ConversationStatus.Closed, jonas.Status));
    }

    [Fact]
    public void What_could_not_be_sent_is_not_closed()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = OpenOn(ana.Id);
        Desk.Operators.RefuseSends = new() { Status = 429, Detail = "Too many messages." };

        app.WaitForElement("[data-lc-text]").Input("Done, bye");
        app.WaitForElement("[data-lc-send-close]:not([disabled])").Click();

        app.WaitForElement(".lc-failed");
        Assert.Equal(ConversationStatus.Queued, ana.Status);
    }

    [Fact]
    public void Markup_in_an_answer_is_text()
    {
        var app = OpenOn(Desk.Start("Ana", "hello").Id);

        Write(app, "<b>bold</b>");

        app.WaitForAssertion(() => Assert.Equal("<b>bold</b>", app.Find(".lc-ours .lc-bubble > p").TextContent));
    }

    private static void Write(IRenderedComponent<DashboardApp> app, string text)
    {
        app.WaitForElement("textarea").Input(text);
        app.WaitForElement("[data-lc-composer]").Submit();
    }

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
