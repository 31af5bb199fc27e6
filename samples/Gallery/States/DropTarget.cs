using Gallery.Scenes;

namespace Gallery.States;

internal sealed class DropTarget : GalleryState
{
    public override string Name => "drop";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Drag and drop";

    public override string Description => "The drop target for files.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await browser.DragFileOverAsync(".lc .log");
        await browser.WaitForAsync(".lc .drop");
    }
}
