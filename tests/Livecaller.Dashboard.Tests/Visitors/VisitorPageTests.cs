using AngleSharp.Dom;
using Bunit;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.VisitorData;

namespace Livecaller.Dashboard.Tests.Visitors;

public sealed class VisitorPageTests : DashboardContext
{
    [Fact]
    public void The_details_show_notes_attributes_and_other_conversations_without_markup()
    {
        var first = Desk.Start(new DeskVisitor("Ana", "u1"), null, null, "an <b>old</b> question");
        var second = Desk.Start(new DeskVisitor("Ana", "u1"), null, null, "hello");
        Desk.Get(Desk.CallAsync((IVisitorService s) => s.UpdateAsync(OperatorCaller.Application, second.Payload.Visitor.Uuid, new()
        {
            Attributes = new Dictionary<string, System.Text.Json.JsonElement> { ["plan"] = System.Text.Json.JsonElement.Parse("\"<i>gold</i>\\u202E\"") },
        })));
        var app = OpenOn(second.Id);

        app.WaitForAssertion(() => Assert.Equal("<i>gold</i>", app.Find("[data-lc-attributes] dd").TextContent));
        Assert.Contains("an <b>old</b> question", app.Find("[data-lc-earlier]").TextContent, StringComparison.Ordinal);
        app.Find("[data-lc-earlier]").Click();
        app.WaitForAssertion(() => Assert.Equal(["an <b>old</b> question"], app.FindAll("[data-lc-reader] .lc-reader-text").Select(t => t.TextContent)));
        Assert.Equal("c/" + first.Id.Value, app.Find("[data-lc-reader-open]").GetAttribute("href"));
        Assert.Empty(app.FindAll("[data-lc-reader] textarea"));
        app.Find("[data-lc-edit-notes]").Click();
        app.WaitForElement("[data-lc-visitor-notes]").Input("Likes <script>tea</script>");
        app.Find(".lc-notes").Submit();
        app.WaitForAssertion(() => Assert.Contains("Likes <script>tea</script>", app.Find(".lc-notes-text").TextContent, StringComparison.Ordinal));
        Assert.Equal("Likes <script>tea</script>", ProfileOf(second).Notes);
    }

    [Fact]
    public void Visitors_are_listed_searched_blocked_and_unblocked()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Start("Bob", "hi");
        var app = Open("visitors");
        app.WaitForElement("[data-lc-visitors]");
        Assert.Equal(["Ana", "Bob"], Names(app).Order(StringComparer.Ordinal));

        app.Find("[data-lc-visitor-search]").Input("ana");
        app.Find("form[role=search]").Submit();
        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        var page = GoTo(app, "visitors/" + ana.Payload.Visitor.Uuid.Value);
        page.WaitForElement("[data-lc-reason]").Input("Insults");
        page.Find(".lc-block").Submit();
        page.WaitForElement("[data-lc-unblock]");
        Assert.Equal("Insults", ProfileOf(ana).Block?.Reason);
        page.Find("[data-lc-unblock]").Click();
        page.WaitForElement("[data-lc-block]");
        Assert.Null(ProfileOf(ana).Block);
    }

    [Fact]
    public void A_visitor_is_erased_after_a_second_click_and_leaves_the_open_inbox()
    {
        var ana = Desk.Start("Ana", "hello");
        var inbox = Open();
        inbox.WaitForAssertion(() => Assert.Single(inbox.FindAll("[data-lc-item]")));
        var page = GoTo(inbox, "visitors/" + ana.Payload.Visitor.Uuid.Value);

        page.WaitForElement("[data-lc-erase]").Click();
        page.WaitForElement("[data-lc-erase-yes]").Click();

        page.WaitForAssertion(() => Assert.Contains("The visitor was erased", page.Markup, StringComparison.Ordinal));
        Assert.Equal(404, Desk.Wait(Desk.CallAsync((IOperatorService s) => s.FindAsync(OperatorCaller.Application, ana.Id))).Problem?.Status);
    }

    [Fact]
    public void An_operator_sees_the_profile_and_none_of_what_needs_another_role()
    {
        var ana = Desk.Start("Ana", "hello");
        var page = Open("visitors/" + ana.Payload.Visitor.Uuid.Value, LivecallerRoles.Operator);

        page.WaitForElement(".lc-facts");
        foreach (var control in (string[])["[data-lc-block]", "[data-lc-export]", "[data-lc-erase]"]) Assert.Empty(page.FindAll(control));
    }

    private IRenderedComponent<Livecaller.Dashboard.Shell.DashboardApp> GoTo(IRenderedComponent<Livecaller.Dashboard.Shell.DashboardApp> app, string address)
    {
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>(Services).NavigateTo(address);
        return app;
    }

    private VisitorProfilePayload ProfileOf(DeskConversation conversation) =>
        Desk.Get(Desk.CallAsync((IVisitorService s) => s.FindAsync(OperatorCaller.Application, conversation.Payload.Visitor.Uuid)));

    private static IEnumerable<string> Names(IRenderedComponent<Livecaller.Dashboard.Shell.DashboardApp> app) => [.. app.FindAll("[data-lc-visitors] b").Select(b => b.Text().Trim())];
}
