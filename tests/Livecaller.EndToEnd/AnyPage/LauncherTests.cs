using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>The button alone: its look, its side, its patience.</summary>
public sealed class LauncherTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    private const string Script = "**/livecaller.js";
    private const string Configuration = "**/v1/widget?widget_id=*";

    // The same as AccentColors makes of them: white is darkened until it can be seen, and text on yellow is dark.
    [Theory]
    [InlineData("#2F5BEA", "end", "rgb(47, 91, 234)", "rgb(255, 255, 255)")]
    [InlineData("#fd0", "start", "rgb(255, 221, 0)", "rgb(11, 16, 32)")]
    [InlineData("#ffffff", "end", "rgb(230, 230, 230)", "rgb(11, 16, 32)")]
    [InlineData("url(https://evil.example)", "end", "rgb(47, 91, 234)", "rgb(255, 255, 255)")]
    public async Task The_button_has_the_widgets_colour_and_side(string primary, string side, string background, string text)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, "/empty");
        await ana.Page.RouteAsync(Configuration, async route =>
        {
            var answer = await route.FetchAsync();
            var body = (await answer.TextAsync()).Replace("#2F5BEA", primary, StringComparison.Ordinal)
                .Replace("\"side\":\"end\"", $"\"side\":\"{side}\"", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = body });
        });

        await ana.Page.GotoAsync("/");
        await Expect(ana.Launcher).ToHaveCSSAsync("background-color", background);
        await Expect(ana.Launcher).ToHaveCSSAsync("color", text);
        var box = await ana.Launcher.BoundingBoxAsync();
        Assert.Equal(side == "start", box!.X < 640);
        Assert.Equal((56, 56), (box.Width, box.Height));
    }

    [Fact]
    public async Task A_single_call_that_fails_is_no_refusal()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, "/empty");
        await ana.Page.RouteAsync(Configuration, route => route.AbortAsync("connectionreset"), new() { Times = 1 });

        await ana.Page.GotoAsync("/");

        await Expect(ana.Launcher).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_a_network_the_button_waits_and_comes_when_the_network_does()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, "/empty");
        await ana.Page.RouteAsync(Configuration, route => route.AbortAsync("internetdisconnected"));

        // The tag has loaded the script before the network is lost. The loader requests it again to find out whether the network is there.
        await ana.Page.RouteAsync(Script, route => route.Request.ResourceType == "fetch" ? route.AbortAsync("internetdisconnected") : route.ContinueAsync());
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ana.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/livecaller.js", StringComparison.Ordinal)) failed.TrySetResult();
        };
        await ana.Page.GotoAsync("/");
        // The loader waits for the network from the failure on.
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(0);

        await ana.Page.UnrouteAsync(Configuration);
        await ana.Page.UnrouteAsync(Script);
        await ana.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Expect(ana.Launcher).ToBeVisibleAsync();
    }
}
