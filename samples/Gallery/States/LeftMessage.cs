using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class LeftMessage : GalleryState
{
    public override string Name => "left";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "A message that was left";

    public override string Description => "The receipt of a message that was left outside of the opening hours.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.Away(lines);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WriteAsync(".lc input[autocomplete=name]", scene.Lines.VisitorName);
        await browser.WriteAsync(".lc input[type=email]", "ana@example.com");
        await browser.WriteAsync(".lc form textarea", scene.Lines.Question);
        await browser.ClickAsync(".lc .foot .go");
        await browser.WaitForAsync(".lc .log .card .way");
    }
}
