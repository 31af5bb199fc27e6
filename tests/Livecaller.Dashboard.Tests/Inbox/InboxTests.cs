using AngleSharp.Dom;
using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Fakes;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Dashboard.Tests.Inbox;

public sealed class InboxTests : DashboardContext
{
    [Fact]
    public void The_inbox_opens_with_those_who_wait_and_counts_every_list()
    {
        Desk.Start("Ana", "hello");
        Desk.Take(Desk.Start("Jonas", "hi"), DashboardOperatorStub.Nino);
        Desk.Take(Desk.Start("Maria", "hola"), DashboardOperatorStub.Luka);
        Desk.Close(Desk.Start("Tom", "bye"), ParticipantType.Visitor);

        var app = Open();

        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        app.WaitForAssertion(() => Assert.Equal(["1", "1", "3"], app.FindAll(".lc-count").Select(c => c.TextContent)));
    }

    [Fact]
    public void Each_tab_shows_its_own_list()
    {
        Desk.Start("Ana", "hello");
        Desk.Take(Desk.Start("Jonas", "hi"), DashboardOperatorStub.Nino);
        Desk.Take(Desk.Start("Maria", "hola"), DashboardOperatorStub.Luka);
        Desk.Close(Desk.Start("Tom", "bye"), ParticipantType.Visitor);
        var app = Open();

        Tab(app, "Mine").Click();
        app.WaitForAssertion(() => Assert.Equal(["Jonas"], Names(app)));
        Tab(app, "All").Click();
        app.WaitForAssertion(() => Assert.Equal(["Ana", "Jonas", "Maria"], Names(app).Order()));
        Tab(app, "Closed").Click();
        app.WaitForAssertion(() => Assert.Equal(["Tom"], Names(app)));
        app.WaitForAssertion(() => Assert.Equal("true", Tab(app, "Closed").GetAttribute("aria-selected")));
    }

    [Fact]
    public void Who_wants_to_be_called_is_seen_at_a_glance_until_it_is_over()
    {
        var ana = Desk.Start("Ana", "call me");
        ana.Callback = new() { Phone = "+49 30 1234567" };
        Desk.Start("Jonas", "hi");

        var app = Open();
        app.WaitForAssertion(() => Assert.Equal("Call back", Assert.Single(app.FindAll("[data-lc-callback]")).TextContent));

        Desk.Close(ana, ParticipantType.Operator);
        Tab(app, "Closed").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-callback]")));
    }

    [Fact]
    public void A_new_conversation_appears_by_itself_and_in_the_title()
    {
        var app = Open();
        app.WaitForAssertion(() => Assert.Contains("Nobody is waiting", app.Markup, StringComparison.Ordinal));

        Desk.Start("Ana", "hello");

        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        var title = Render(app.FindComponent<PageTitle>().Instance.ChildContent!);
        app.WaitForAssertion(() => Assert.Equal("(1) Inbox · Livecaller", title.Markup));
    }

    [Fact]
    public void A_message_of_a_visitor_has_arrived_once_a_dashboard_is_open()
    {
        var conversation = Desk.Start("Ana", "nobody is there");
        Assert.Equal(0, conversation.OperatorDelivered);
        var app = Open();

        var message = Desk.VisitorSays(conversation, "anybody?");
        // Nothing is drawn when it is told, so no rendering is waited for.
        Assert.True(SpinWait.SpinUntil(() => conversation.OperatorDelivered == message.Sequence, DefaultWaitTimeout));
        Desk.OperatorSays(conversation, DashboardOperatorStub.Luka, "hello");
        app.WaitForAssertion(() => Assert.Contains("hello", app.Markup, StringComparison.Ordinal));
        app.WaitForAssertion(() => Assert.Equal(message.Sequence, conversation.OperatorDelivered));
    }

    [Fact]
    public void Unread_messages_are_counted_on_the_item()
    {
        Desk.Start("Ana", "one", "two", "three");

        var app = Open();

        app.WaitForAssertion(() => Assert.Equal("3", app.Find(".lc-badge").TextContent));
    }

    [Fact]
    public void The_wait_grows_with_the_clock_without_asking_the_desk()
    {
        Desk.Start("Ana", "hello");
        var app = Open();
        app.WaitForAssertion(() => Assert.Equal("waiting 1 min", app.Find(".lc-wait").TextContent));
        var calls = Desk.ListCalls;

        Time.Advance(TimeSpan.FromMinutes(12));

        app.WaitForAssertion(() => Assert.Equal("waiting 12 min", app.Find(".lc-wait").TextContent));
        app.WaitForAssertion(() => Assert.Equal(calls, Desk.ListCalls));
    }

    [Fact]
    public void Search_looks_into_names_and_messages()
    {
        Desk.Start("Ana", "the lamp is broken");
        Desk.Start("Jonas", "where is my refund");
        var app = Open();

        app.Find("[data-lc-search]").Input("lamp");
        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        app.Find("[data-lc-search]").Input("nothing of the kind");
        app.WaitForAssertion(() => Assert.Contains("Nothing found", app.Markup, StringComparison.Ordinal));
        app.Find("[data-lc-search]").Input("");
        app.WaitForAssertion(() => Assert.Equal(2, Names(app).Count));
    }

    [Fact]
    public void More_than_a_page_is_shown_on_demand()
    {
        for (var i = 0; i < 60; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Desk.Start("Visitor " + i, "hello");
        }

        var app = Open();
        app.WaitForAssertion(() => Assert.Equal(50, Names(app).Count));

        app.Find(".lc-more").Click();

        app.WaitForAssertion(() => Assert.Equal(60, Names(app).Count));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-more")));
    }

    [Fact]
    public void A_desk_that_fails_is_said_and_can_be_tried_again()
    {
        Desk.Start("Ana", "hello");
        Desk.Broken = true;
        var app = Open();
        app.WaitForAssertion(() => Assert.Contains("The inbox couldn’t be loaded", app.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        Desk.Broken = false;
        app.Find(".lc-list .lc-button").Click();

        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
    }

    [Fact]
    public void Typing_is_shown_in_the_list_and_ends_by_itself()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = Open();

        Desk.VisitorTypes(ana);
        app.WaitForAssertion(() => Assert.Equal("is typing…", app.Find(".lc-preview").TextContent));
        Time.Advance(TimeSpan.FromSeconds(7));

        app.WaitForAssertion(() => Assert.Equal("hello", app.Find(".lc-preview").TextContent));
    }

    [Fact]
    public void Markup_in_names_and_messages_is_text()
    {
        Desk.Start("<b>Ana</b>", "<img src=x onerror=alert(1)>");

        var app = Open();

        app.WaitForAssertion(() => Assert.Equal("<b>Ana</b>", app.Find(".lc-name").TextContent));
        app.WaitForAssertion(() => Assert.Equal("<img src=x onerror=alert(1)>", app.Find(".lc-preview").TextContent));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".lc-list img, .lc-list b")));
        app.WaitForAssertion(() => Assert.Equal("auto", app.Find(".lc-preview").GetAttribute("dir")));
    }

    [Fact]
    public async Task Leaving_ends_the_subscription()
    {
        Open();
        Assert.NotEqual(0, Desk.Listeners);

        await DisposeComponentsAsync();

        Assert.Equal(0, Desk.Listeners);
    }

    private static List<string> Names(IRenderedComponent<DashboardApp> app) => [.. app.FindAll(".lc-item .lc-name").Select(n => n.TextContent)];

    private static IElement Tab(IRenderedComponent<DashboardApp> app, string name) =>
        app.FindAll("[role=tab]").First(tab => tab.TextContent.Contains(name, StringComparison.Ordinal));
}
