using Bunit;
using Livecaller.Dashboard.Inbox;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Dashboard.Tests.Inbox;

/// <summary>Several conversations that are changed together.</summary>
public sealed class BulkTests : DashboardContext
{
    [Fact]
    public void A_range_is_selected_and_closed_and_the_result_says_how_many()
    {
        var all = Enumerable.Range(0, 5).Select(i => Start($"Visitor {i}")).ToList();
        var app = Open();
        app.WaitForAssertion(() => Assert.Equal(5, app.FindAll("[data-lc-check]").Count));
        Assert.Empty(app.FindAll("[data-lc-bulk]"));

        Check(app, "Visitor 0");
        Check(app, "Visitor 3", shift: true);
        app.WaitForAssertion(() => Assert.Contains("4 selected", app.Find("[data-lc-bulk]").TextContent, StringComparison.Ordinal));
        app.InvokeAsync(() => app.Find("[data-lc-bulk-close]").Click());

        app.WaitForAssertion(() => Assert.Equal("4 closed", app.Find("[data-lc-bulk-result] span").TextContent));
        Assert.All(all.Take(4), c => Assert.Equal(ConversationStatus.Closed, c.Status));
        Assert.Equal(ConversationStatus.Queued, all[4].Status);
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-bulk]")));
    }

    [Fact]
    public void What_is_refused_stays_selected_with_the_reason()
    {
        var (ana, jonas) = (Desk.Start("Ana", "hello"), Desk.Start("Jonas", "hi"));
        Desk.Take(ana, DashboardOperatorStub.Luka);
        var app = Open(role: LivecallerRoles.Operator);
        Tab(app, "All").Click();
        app.WaitForAssertion(() => Assert.Equal(2, app.FindAll("[data-lc-check]").Count));
        Check(app, "Ana");
        Check(app, "Jonas");

        app.WaitForElement("[data-lc-bulk-assign] option:nth-child(2)");
        app.Find("[data-lc-bulk-assign]").Change(DashboardOperatorStub.Nino.Id);

        app.WaitForAssertion(() => Assert.StartsWith("1 assigned, 1 not changed: The role operator", app.Find("[data-lc-bulk-result] span").TextContent, StringComparison.Ordinal));
        Assert.Equal((DashboardOperatorStub.Nino.Id, DashboardOperatorStub.Luka.Id), (jonas.Operator?.Id.Value, ana.Operator?.Id.Value));
        app.WaitForAssertion(() => Assert.Contains("1 selected", app.Find("[data-lc-bulk]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_are_added_to_the_selected_ones_and_the_selection_ends_with_the_list()
    {
        var (ana, jonas) = (Desk.Start("Ana", "hello"), Desk.Start("Jonas", "hi"));
        var app = Open();
        app.WaitForAssertion(() => Assert.Equal(2, app.FindAll("[data-lc-check]").Count));
        Check(app, "Ana");
        app.WaitForElement("[data-lc-bulk-tag]").Input("Refund");
        app.Find("[data-lc-bulk] form").Submit();

        app.WaitForAssertion(() => Assert.Equal("1 tagged", app.Find("[data-lc-bulk-result] span").TextContent));
        Assert.Equal(["refund"], ana.Payload.Tags);
        Assert.Empty(jonas.Payload.Tags);

        Check(app, "Jonas");
        app.WaitForElement("[data-lc-bulk]");
        Tab(app, "Mine").Click();
        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-bulk]")));
    }

    [Theory]
    [InlineData(BulkActions.Close, 3, 1, "3 closed, 1 was already closed")]
    [InlineData(BulkActions.Close, 0, 2, "2 were already closed")]
    [InlineData(BulkActions.Assign, 1, 0, "1 assigned")]
    [InlineData(BulkActions.Tag, 0, 1, "1 already had the tag")]
    public void The_result_is_told_in_words(string action, int done, int unchanged, string text) =>
        Assert.Equal(text, BulkText.Of(action, new() { Done = done, Unchanged = unchanged, Refused = 0, Results = [] }));

    // One after the other: the list has the order of their times.
    private DeskConversation Start(string name)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return Desk.Start(name, "hello");
    }

    // What is found must still be there when it is clicked.
    private static void Check(IRenderedComponent<DashboardApp> app, string name, bool shift = false) => app.InvokeAsync(() =>
        app.FindAll(".lc-listed").Single(r => r.QuerySelector(".lc-name")!.TextContent == name).QuerySelector("[data-lc-check]")!.Click(new MouseEventArgs { ShiftKey = shift }));

    private static AngleSharp.Dom.IElement Tab(IRenderedComponent<DashboardApp> app, string name) =>
        app.FindAll(".lc-inbox [role=tab]").Single(tab => tab.TextContent.Trim().StartsWith(name, StringComparison.Ordinal));
}
