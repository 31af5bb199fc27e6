using Gallery.Scenes;

namespace Gallery.States;

internal sealed class SheetOnPhone : GalleryState
{
    public override string Name => "sheet-phone";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Bottom sheet on a phone";

    public override string Description => "The sheet at half of the window's height.";

    public override string Presentation => "sheet";

    public override bool IsWide => false;

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await browser.PressAsync(".lc .grip", "ArrowDown");
        await browser.WaitForAsync(".lc-frame[data-lc-snap=half]");
    }
}
