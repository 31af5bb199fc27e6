using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Earlier : GalleryState
{
    public override string Name => "earlier";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Earlier conversations";

    public override string Description => "The list of closed conversations.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        await Conversations.EarlierAsync(history);
        await Conversations.CompleteAsync(history);
    }

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ChooseInMenuAsync(2);
        await browser.WaitForAsync(".lc .items .item");
    }
}
