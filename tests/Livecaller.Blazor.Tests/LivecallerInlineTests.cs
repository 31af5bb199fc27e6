using Bunit;
using Livecaller.Blazor.Shell;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Blazor.Tests;

/// <summary>A chat that is a part of the page, and a chat that changes how it stands on it.</summary>
public sealed class LivecallerInlineTests : ChatTest
{
    private readonly LivecallerTestHost _host = new();

    public LivecallerInlineTests() => Services.AddLivecallerBlazor(o =>
    {
        o.ServerUrl = LivecallerTestHostOptions.ServerUrl;
        o.WidgetId = LivecallerTestHostOptions.DefaultWidget.Id.Value;
        o.ConfigureClient = (_, _) => _host.CreateOptions();
    });

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Inline_it_is_there_without_being_opened_and_has_nothing_that_closes_it()
    {
        var app = Render<LivecallerApp>(p => p.Add(a => a.Presentation, LivecallerPresentation.Inline));

        app.WaitForAssertion(() => Assert.Contains("How can we help?", app.Markup, StringComparison.Ordinal));
        Assert.Contains("lc-inline", app.Find("dialog").ClassList);
        Assert.Empty(app.FindAll("[aria-label=Close]"));
    }

    [Fact]
    public void Inline_it_closes_where_the_page_binds_it()
    {
        List<bool> told = [];
        var app = Render<LivecallerApp>(p => p.Add(a => a.Presentation, LivecallerPresentation.Inline)
            .Add(a => a.Open, true).Add(a => a.OpenChanged, EventCallback.Factory.Create<bool>(this, told.Add)));
        app.WaitForAssertion(() => Assert.Single(app.FindAll("[aria-label=Close]")));

        app.Find("[aria-label=Close]").Click();

        app.WaitForAssertion(() => Assert.Equal([false], told));
    }

    [Fact]
    public async Task Another_presentation_keeps_what_was_written_and_the_connection()
    {
        var app = Render<LivecallerApp>(p => p.Add(a => a.Open, true));
        app.WaitForAssertion(() => Assert.Contains("How can we help?", app.Markup, StringComparison.Ordinal));
        // Found and written in one turn: the chat draws whenever the connection has news.
        await app.InvokeAsync(() => app.Find("textarea").Input("Half a sen"));
        var panel = app.FindComponent<ChatPanel>().Instance;

        foreach (var presentation in Enum.GetValues<LivecallerPresentation>())
        {
            app.Render(p => p.Add(a => a.Presentation, presentation).Add(a => a.Side, LivecallerSide.Start));
            Assert.Same(panel, app.FindComponent<ChatPanel>().Instance);
            Assert.Equal("Half a sen", app.Find("textarea").GetAttribute("value"));
        }
    }
}
