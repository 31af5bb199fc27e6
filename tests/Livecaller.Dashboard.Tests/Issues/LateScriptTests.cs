using Bunit;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>Over a slow line a part of the page may be gone before its script has come: its elements are null then, and an exception ended the circuit.</summary>
public sealed class LateScriptTests : DashboardContext
{
    private readonly SlowBrowser _browser = new();

    public LateScriptTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Panes_that_are_gone_when_their_script_comes_end_nothing_and_keep_nothing()
    {
        var ana = Desk.Start("Ana", "hello");
        var jonas = Desk.Start("Jonas", "hi");
        var app = Open("c/" + ana.Id);
        app.WaitForElement(".lc-log");

        foreach (var id in (string[])[jonas.Id.Value, ana.Id.Value, jonas.Id.Value])
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo("c/" + id);
            app.WaitForAssertion(() => Assert.Equal(id, app.Find("textarea").GetAttribute("data-lc-conversation")));
        }

        var pane = app.FindComponent<ConversationPane>().Instance;
        await app.InvokeAsync(() => _browser.Answer(present: [pane]));

        Desk.VisitorSays(jonas, "still there?");
        app.WaitForAssertion(() => Assert.Contains("still there?", app.Find(".lc-log").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, _browser.CallsOfGoneParts);
        Assert.False(Renderer.UnhandledException.IsCompleted);
        await DisposeComponentsAsync();
        Assert.Equal(0, _browser.Held);
    }

    [Fact]
    public async Task A_script_that_fails_ends_nothing()
    {
        var ana = Desk.Start("Ana", "hello");
        var app = Open("c/" + ana.Id);
        app.WaitForElement(".lc-log");

        await app.InvokeAsync(() => _browser.Answer(present: null));
        app.Find("[data-lc-close]").Click();
        app.WaitForElement("[role=alertdialog]");

        Desk.VisitorSays(ana, "still there?");
        app.WaitForAssertion(() => Assert.Contains("still there?", app.Find(".lc-log").TextContent, StringComparison.Ordinal));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }
}
