using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Settings;

public sealed class CannedRepliesPageTests : DashboardContext
{
    [Fact]
    public void A_reply_is_added_changed_and_removed()
    {
        var app = Open("settings/canned-replies");

        app.WaitForElement("[data-lc-add-reply]").Click();
        Fill(app, "Hello", "Hello {{visitor.name}}");
        app.WaitForAssertion(() => Assert.Contains("Hello {{visitor.name}}", app.Find("[data-lc-own-replies] [data-lc-canned=hello]").TextContent, StringComparison.Ordinal));

        app.Find("[data-lc-canned=hello] [data-lc-change]").Click();
        Fill(app, "hi", "Hi");
        app.WaitForAssertion(() => Assert.Equal("Hi", app.Find("[data-lc-canned=hi] .lc-what").TextContent));
        Assert.Equal("Hi", Assert.Single(Replies()).Content);

        app.Find("[data-lc-canned=hi] [data-lc-remove]").Click();
        app.WaitForElement("[data-lc-yes]").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-canned]")));
        Assert.Empty(Replies());
    }

    [Fact]
    public void An_unknown_variable_is_named_while_somebody_writes_and_refused_when_saved()
    {
        var app = Open("settings/canned-replies");
        app.WaitForElement("[data-lc-add-reply]").Click();

        app.WaitForElement("[data-lc-reply-text]").Input("Hello {{visitor.nam}}");
        app.WaitForAssertion(() => Assert.Contains("{{visitor.nam}}", app.Find("[data-lc-unknown]").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", app.Find("[data-lc-reply-text]").GetAttribute("aria-invalid"));
        Fill(app, "hello", "Hello {{visitor.nam}}");
        app.WaitForAssertion(() => Assert.Contains("visitor.nam", app.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Replies());

        app.Find("[data-lc-reply-text]").Input("Hello {{ visitor.name }} of {{operator.name}}");
        app.WaitForAssertion(() => Assert.Equal("", app.Find("[data-lc-unknown]").TextContent.Trim()));
        app.Find(".lc-account-form").Submit();
        app.WaitForAssertion(() => Assert.Single(Replies()));
    }

    [Fact]
    public void An_operator_sees_shared_replies_and_changes_only_own_ones()
    {
        Desk.Get(Desk.CallAsync((ICannedReplyService s) => s.CreateAsync(OperatorCaller.Application, new() { Shortcut = "hours", Content = "We open at 8", IsShared = true })));
        var app = Open("settings/canned-replies", LivecallerRoles.Operator);

        app.WaitForAssertion(() => Assert.Contains("We open at 8", app.Find("[data-lc-shared-replies] [data-lc-canned=hours]").TextContent, StringComparison.Ordinal));
        Assert.Empty(app.FindAll("[data-lc-canned=hours] button"));
        app.Find("[data-lc-add-reply]").Click();
        app.WaitForElement("[data-lc-reply-text]");
        Assert.Empty(app.FindAll("[data-lc-reply-shared]"));
    }

    [Fact]
    public void A_supervisor_shares_a_reply()
    {
        var app = Open("settings/canned-replies", LivecallerRoles.Supervisor);
        app.WaitForElement("[data-lc-add-reply]").Click();

        app.WaitForElement("[data-lc-reply-shared]").Change(true);
        Fill(app, "thanks", "Thank you");

        app.WaitForElement("[data-lc-shared-replies] [data-lc-canned=thanks]");
        Assert.True(Assert.Single(Replies()).IsShared);
    }

    [Fact]
    public void A_shortcut_that_is_taken_is_refused_and_the_form_stays()
    {
        var app = Open("settings/canned-replies");
        foreach (var text in (string[])["first", "second"])
        {
            app.WaitForElement("[data-lc-add-reply]").Click();
            Fill(app, "same", text);
            app.WaitForAssertion(() => Assert.Single(Replies()));
            if (text == "first")
                app.WaitForElement("[data-lc-canned=same]");
        }

        app.WaitForAssertion(() => Assert.Contains("already", app.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("first", Assert.Single(Replies()).Content);
    }

    private static void Fill(IRenderedComponent<DashboardApp> app, string shortcut, string text)
    {
        app.WaitForElement("[data-lc-reply-shortcut]").Input(shortcut);
        app.Find("[data-lc-reply-text]").Input(text);
        app.Find(".lc-account-form").Submit();
    }

    private IReadOnlyList<CannedReplyPayload> Replies() =>
        Desk.Get(Desk.CallAsync((ICannedReplyService s) => s.ListAsync(DashboardOperatorStub.Nino.Caller))).Data;
}
