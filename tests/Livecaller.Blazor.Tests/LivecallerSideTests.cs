using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Blazor.Tests;

/// <summary>Launcher and side panel stand where the widget's settings say, unless the page says otherwise.</summary>
public sealed class LivecallerSideTests : ChatTest
{
    private readonly LivecallerTestHost _host;

    public LivecallerSideTests()
    {
        var settings = new WidgetSettings { Theme = new() { Variables = new() { Position = new() { Side = "start" } } } };
        var widget = LivecallerTestHostOptions.DefaultWidget with { Settings = settings };
        _host = new LivecallerTestHost(new LivecallerTestHostOptions { WidgetConfiguration = widget });
        Services.AddLivecallerBlazor(o =>
        {
            o.ServerUrl = LivecallerTestHostOptions.ServerUrl;
            o.WidgetId = widget.Id.Value;
            o.ConfigureClient = (_, _) => _host.CreateOptions();
        });
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(null, "lc-start")]
    [InlineData(LivecallerSide.Start, "lc-start")]
    [InlineData(LivecallerSide.End, "lc-end")]
    public void The_panel(LivecallerSide? side, string expected)
    {
        var app = Render<LivecallerApp>(p => p
            .Add(a => a.Presentation, LivecallerPresentation.SidePanel).Add(a => a.Side, side).Add(a => a.Open, true));

        app.WaitForAssertion(() => Assert.Contains(expected, app.Find("dialog").ClassList));
        app.WaitForAssertion(() => Assert.Contains("How can we help?", app.Markup, StringComparison.Ordinal));
        Assert.Contains(expected, app.Find("dialog").ClassList);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(LivecallerSide.Start, true)]
    [InlineData(LivecallerSide.End, false)]
    public void The_launcher(LivecallerSide? side, bool atStart)
    {
        var launcher = Render<LivecallerLauncher>(p => p.Add(l => l.Side, side));

        launcher.WaitForAssertion(() => Assert.Contains("--lc-accent-light", launcher.Markup, StringComparison.Ordinal));
        Assert.Equal(atStart, launcher.Find(".place").ClassList.Contains("start"));
    }
}
