using Gallery.Scenes;

namespace Gallery.States;

internal sealed class ZoomedImage : GalleryState
{
    public override string Name => "picture-zoomed";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Zoomed image";

    public override string Description => "An image zoomed in the viewer.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.WithImagesAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ClickAsync(".lc .picture .open");
        await browser.WaitForAsync(".lc .viewer img");
        await browser.ClickAsync(".lc [data-lc-zoom=in]");
        await browser.ClickAsync(".lc [data-lc-zoom=in]");
        await browser.WaitForAsync(".lc .stage[data-lc-zoomed=true]");
    }
}
