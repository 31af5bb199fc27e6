using Bunit;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.Views;

namespace Livecaller.Dashboard.Tests.Inbox;

/// <summary>Filters of the inbox under a name.</summary>
public sealed class SavedViewTests : DashboardContext
{
    [Fact]
    public void What_the_list_shows_is_saved_and_shown_again_from_the_rail()
    {
        var ana = Desk.Start("Ana", "hello");
        Desk.Start("Jonas", "hi");
        Desk.Get(Desk.CallAsync((INoteService s) => s.SetTagsAsync(DashboardOperatorStub.Luka.Caller, ana.Id, new() { Tags = ["vip"] })));
        var app = Open("?tag=vip");
        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
        app.Find("[data-lc-filter]").Click();
        Save(app, "Important <b>");

        var rail = app.WaitForElement("[data-lc-rail-view]");
        Assert.Equal("View: Important <b>", rail.GetAttribute("aria-label"));
        app.WaitForAssertion(() => Assert.Equal("true", app.Find("[data-lc-rail-view]").GetAttribute("aria-current")));
        app.Find("[data-lc-filter-chip=tag] button").Click();
        app.WaitForAssertion(() => Assert.Equal(2, Names(app).Count));
        app.WaitForAssertion(() => Assert.Null(app.Find("[data-lc-rail-view]").GetAttribute("aria-current")));

        Services.Navigate(app.Find("[data-lc-rail-view]").GetAttribute("href")!);
        app.WaitForAssertion(() => Assert.Equal(["Ana"], Names(app)));
    }

    [Fact]
    public void A_view_is_renamed_and_removed_and_a_name_that_is_taken_is_refused()
    {
        Create("Mine", isShared: false);
        var app = Open();
        app.WaitForElement("[data-lc-filter]").Click();
        app.WaitForElement("[data-lc-view] a");

        Save(app, "mine");
        app.WaitForAssertion(() => Assert.Contains("already", app.Find(".lc-views [role=alert]").TextContent, StringComparison.Ordinal));
        app.Find("[data-lc-view-rename]").Click();
        app.WaitForElement("[data-lc-view-name]").Input("Ours");
        app.Find("[data-lc-view] form").Submit();
        app.WaitForAssertion(() => Assert.Equal("Ours", app.Find("[data-lc-view] a").TextContent));
        app.Find("[data-lc-view-remove]").Click();

        app.WaitForAssertion(() => Assert.Empty(app.FindAll("[data-lc-view], [data-lc-rail-view]")));
        Assert.Empty(Desk.Get(Desk.CallAsync((ISavedViewService s) => s.ListAsync(DashboardOperatorStub.Nino.Caller))).Data);
    }

    [Fact]
    public void An_operator_sees_shared_views_and_changes_only_own_ones()
    {
        Create("Everyone’s", isShared: true);
        var app = Open(role: LivecallerRoles.Operator);
        app.WaitForElement("[data-lc-filter]").Click();

        app.WaitForElement("[data-lc-view] a");
        Assert.Empty(app.FindAll("[data-lc-view] button"));
        Assert.Empty(app.FindAll("[data-lc-view-shared]"));
    }

    private void Create(string name, bool isShared) => Desk.Get(Desk.CallAsync((ISavedViewService s) => s.CreateAsync(
        isShared ? OperatorCaller.Application : DashboardOperatorStub.Nino.Caller, new() { Name = name, IsShared = isShared, Filters = new() { List = "mine" } })));

    private static void Save(IRenderedComponent<DashboardApp> app, string name)
    {
        app.WaitForElement("[data-lc-view-new]").Input(name);
        app.Find("[data-lc-view-form]").Submit();
    }

    private static List<string> Names(IRenderedComponent<DashboardApp> app) => [.. app.FindAll(".lc-item .lc-name").Select(n => n.TextContent)];
}
