using Gallery.Scenes;

namespace Gallery.States;

internal sealed class ImageViewer : GalleryState
{
    public override string Name => "picture";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Image viewer";

    public override string Description => "An image of the conversation in the viewer.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.WithImagesAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ClickAsync(".lc .picture .open");
        await browser.WaitForAsync(".lc .viewer img");
    }
}
