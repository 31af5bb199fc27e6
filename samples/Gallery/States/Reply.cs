using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Reply : GalleryState
{
    public override string Name => "reply";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Reply";

    public override string Description => "A reply that quotes a message.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await browser.ClickLastAsync("[data-lc-reply]");
        await browser.WriteAsync(".lc textarea", scene.Lines.Draft);
    }
}
