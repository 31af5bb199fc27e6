using Bunit;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Inbox;

/// <summary>Mentions, snoozed conversations and filters.</summary>
public sealed class InboxListsTests : DashboardContext
{
    [Fact]
    public void A_mention_is_marked_and_counted_until_somebody_sees_the_note_and_stays_in_its_list()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Start("Jonas", "hi");
        var app = Open();
        Mention(ana);

        app.WaitForAssertion(() => Assert.Equal("1", Tab(app, "Mentions").QuerySelector(".lc-count")?.TextContent));
        Tab(app, "Mentions").Click();
        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        Assert.Single(app.FindAll(".lc-item [data-lc-mentioned]"));

        Services.Navigate("c/" + ana.Id.Value);
        app.WaitForElement("[data-lc-team-note], .lc-team-note");
        Assert.Single(ana.Payload.Mentions, m => !m.IsRead);
        Seen(app);

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-mentioned]")));
        app.WaitForAssertion(() => Assert.Null(Tab(app, "Mentions").QuerySelector(".lc-count")));
        Assert.Equal(["Ana"], Names(app));
        Assert.True(Assert.Single(ana.Payload.Mentions).IsRead);
    }

    [Fact]
    public void Snoozed_conversations_have_their_own_list_with_the_time_of_their_return()
    {
        var (ana, jonas) = (Desk.Start("Ana", "hello"), Desk.Start("Jonas", "hi"));
        Snooze(ana, null);
        Snooze(jonas, TestServer.Start.AddHours(2));
        var app = Open();

        app.WaitForAssertion(() => Assert.Equal("2", Tab(app, "Snoozed").QuerySelector(".lc-count")?.TextContent));
        Tab(app, "Snoozed").Click();

        app.WaitForAssertion(() => Assert.Equal(["Jonas", "Ana"], Names(app)));
        Assert.Equal(["until Today, 12:00", "until the visitor writes"], app.FindAll("[data-lc-until]").Select(t => t.TextContent.Trim()));
    }

    [Fact]
    public void A_list_is_filtered_by_department_operator_and_tag_and_each_is_taken_away()
    {
        var orders = Desk.AddDepartment("Orders");
        var ana = Desk.Start(new("Ana"), null, orders, "hello");
        var jonas = Desk.Start(new("Jonas"), null, orders, "hi");
        Desk.Start("Maria", "hola");
        Desk.Take(ana, DashboardOperatorStub.Luka);
        Desk.Get(Desk.CallAsync((INoteService s) => s.SetTagsAsync(DashboardOperatorStub.Luka.Caller, jonas.Id, new() { Tags = ["vip"] })));
        var app = Open();
        Tab(app, "All").Click();
        app.WaitForAssertion(() => Assert.Equal(3, Names(app).Count));
        app.Find("[data-lc-filter]").Click();

        app.WaitForElement("[data-lc-filter-department] option:nth-child(2)");
        app.Find("[data-lc-filter-department]").Change(orders.Value);
        app.WaitForAssertion(() => Assert.Equal(["Ana", "Jonas"], Names(app).Order()));
        app.Find("[data-lc-filter-operator]").Change(DashboardOperatorStub.Luka.Id);
        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        Assert.Equal(["Orders", "Luka Okropiridze"], app.FindAll("[data-lc-filter-chip] > span").Select(c => c.TextContent));

        app.Find("[data-lc-filter-chip=operator] button").Click();
        app.WaitForAssertion(() => Assert.Equal(2, Names(app).Count));
        app.Find("[data-lc-filter-tag]").Change("vip");
        app.WaitForAssertion(() => Assert.Equal(["Jonas"], Names(app)));
    }

    private void Mention(DeskConversation conversation) => Desk.Get(Desk.CallAsync((INoteService s) => s.AddAsync(
        DashboardOperatorStub.Luka.Caller, conversation.Id, new() { Id = Guid.NewGuid().ToString(), Content = "@Nino please", Mentions = [new(DashboardOperatorStub.Nino.Id)] })));

    private void Snooze(DeskConversation conversation, DateTimeOffset? until) =>
        Desk.Get(Desk.CallAsync((IOperatorService s) => s.SnoozeAsync(OperatorCaller.Application, conversation.Id, new() { Until = until })));

    private static void Seen(IRenderedComponent<DashboardApp> app)
    {
        var pane = app.FindComponent<ConversationPane>();
        pane.InvokeAsync(() => pane.Instance.SetVisibleAsync(true));
    }

    private static AngleSharp.Dom.IElement Tab(IRenderedComponent<DashboardApp> app, string name) =>
        app.FindAll(".lc-inbox [role=tab]").Single(tab => tab.TextContent.Trim().StartsWith(name, StringComparison.Ordinal));

    private static List<string> Names(IRenderedComponent<DashboardApp> app) => [.. app.FindAll(".lc-item .lc-name").Select(n => n.TextContent)];
}
