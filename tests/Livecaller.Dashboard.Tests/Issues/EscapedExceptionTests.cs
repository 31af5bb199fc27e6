using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>A conversation that could not be read after the operator had gone on to the next one ended the circuit.</summary>
public sealed class EscapedExceptionTests : DashboardContext
{
    [Fact]
    public void A_conversation_that_fails_after_the_operator_has_left_it_harms_nobody()
    {
        var ana = Desk.Start("Ana", "hello");
        var jonas = Desk.Start("Jonas", "hi");
        var hold = Desk.Operators.HoldFinds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = Open("c/" + ana.Id, isReady: false);
        app.WaitForElement(".lc-skeleton-log");
        Desk.Operators.HoldFinds = null;
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/" + jonas.Id);
        app.WaitForElement(".lc-log");

        hold.SetException(new InvalidOperationException("The database is locked, as the test wanted."));
        Desk.VisitorSays(jonas, "still there?");

        app.WaitForAssertion(() => Assert.Contains("still there?", app.Find(".lc-log").TextContent, StringComparison.Ordinal));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public void A_server_that_fails_at_every_action_of_the_operator_ends_nothing()
    {
        var ana = Desk.Start("Ana", [.. Enumerable.Range(1, 70).Select(i => "message " + i)]);
        var app = OpenOn(ana.Id);
        Desk.Operators.Broken = true;

        app.Find("[data-lc-claim]").Click();
        app.WaitForElement(".lc-conversation [role=alert]");
        app.Find(".lc-earlier").Click();
        app.Find("textarea").Input("good morning");
        app.Find("[data-lc-composer]").Submit();
        app.WaitForElement("[data-lc-retry-send]").Click();
        app.WaitForElement("[data-lc-discard]").Click();
        app.Find("[data-lc-close]").Click();
        app.WaitForElement("[data-lc-yes]").Click();
        foreach (var tab in app.FindAll(".lc-tabs [role=tab]").Select(t => t.TextContent.Trim().Split('\n')[0]).ToList())
            app.FindAll(".lc-tabs [role=tab]").First(t => t.TextContent.Contains(tab, StringComparison.Ordinal)).Click();
        app.WaitForElement(".lc-list [role=alert]");
        app.Find("[data-lc-search]").Input("lamp");
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/elsewhere");
        app.WaitForElement(".lc-conversation [role=alert]");

        Desk.Operators.Broken = false;
        Services.GetRequiredService<NavigationManager>().NavigateTo("c/" + ana.Id);
        app.WaitForElement(".lc-log");
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public void A_part_of_the_page_that_cannot_be_drawn_says_so_until_it_can()
    {
        var fails = true;
        var page = Render<Guard>(parameters => parameters.AddChildContent(builder =>
        {
            if (fails) throw new InvalidOperationException("This cannot be drawn, as the test wanted.");
            builder.AddContent(0, "drawn");
        }));
        Assert.Contains("This part of the page failed", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        fails = false;
        page.Find("[data-lc-recover]").Click();

        page.WaitForAssertion(() => Assert.Equal("drawn", page.Markup));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }
}
