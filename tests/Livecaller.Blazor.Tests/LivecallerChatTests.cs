using Bunit;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Livecaller.Blazor.Tests;

/// <summary>The button and the chat in one.</summary>
public sealed class LivecallerChatTests : AppTest
{
    [Fact]
    public void The_button_opens_and_closes_the_chat_without_anything_bound()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var changes = new List<bool>();
        var chat = Render<LivecallerChat>(p => p.Add(c => c.OpenChanged, changes.Add));

        chat.Find("button.launcher").Click();
        chat.WaitForAssertion(() => Assert.True(chat.FindComponent<LivecallerApp>().Instance.Open));
        Assert.Equal("true", chat.Find("button.launcher").GetAttribute("aria-expanded"));

        chat.Find("button.launcher").Click();
        chat.WaitForAssertion(() => Assert.False(chat.FindComponent<LivecallerApp>().Instance.Open));
        Assert.Equal([true, false], changes);
    }

    [Fact]
    public async Task The_page_opens_it_too()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var chat = Render<LivecallerChat>();

        await chat.Instance.OpenAsync();
        Assert.True(chat.Instance.IsOpen);

        await chat.InvokeAsync(() => chat.FindComponent<LivecallerApp>().Instance.OpenChanged.InvokeAsync(false));
        Assert.False(chat.Instance.IsOpen);
    }

    [Fact]
    public void Its_parameters_reach_both_parts()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var chat = Render<LivecallerChat>(p => p
            .Add(c => c.Language, "de").Add(c => c.Side, LivecallerSide.Start).Add(c => c.Theme, LivecallerTheme.Dark)
            .Add(c => c.Presentation, LivecallerPresentation.FullScreen).Add(c => c.Position, LivecallerLauncherPosition.Inline)
            .Add(c => c.Color, "#aa0000").Add(c => c.ShowTeaser, false));
        var (launcher, app) = (chat.FindComponent<LivecallerLauncher>().Instance, chat.FindComponent<LivecallerApp>().Instance);

        Assert.Equal(("de", LivecallerSide.Start, LivecallerTheme.Dark), (launcher.Language, launcher.Side, launcher.Theme));
        Assert.Equal(("de", LivecallerSide.Start, LivecallerTheme.Dark), (app.Language, app.Side, app.Theme));
        Assert.Equal((LivecallerLauncherPosition.Inline, "#aa0000", false), (launcher.Position, launcher.Color, launcher.ShowTeaser));
        Assert.Equal(LivecallerPresentation.FullScreen, app.Presentation);
    }

    [Fact]
    public void Rendered_statically_it_says_in_log_and_console_which_line_to_add()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var chat = Render<LivecallerChat>();

        Assert.Contains("@rendermode=\"InteractiveServer\"", Assert.Single(Log), StringComparison.Ordinal);
        Assert.Equal(Log[0], chat.Find("script[src='_content/Livecaller.Blazor/notice.js']").GetAttribute("data-text"));
        Assert.Empty(chat.FindAll("button"));
    }

    [Fact]
    public void Prerendered_for_a_render_mode_it_shows_its_button()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var chat = Render<LivecallerChat>(p => p.SetAssignedRenderMode(RenderMode.InteractiveServer));

        Assert.Single(chat.FindAll("button.launcher"));
        Assert.Empty(chat.FindAll("script"));
    }
}
