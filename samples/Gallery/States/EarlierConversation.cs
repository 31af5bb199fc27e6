using Gallery.Scenes;

namespace Gallery.States;

internal sealed class EarlierConversation : GalleryState
{
    public override string Name => "earlier-read";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "An earlier conversation";

    public override string Description => "A closed conversation, read-only.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        await Conversations.EarlierAsync(history);
        await Conversations.CompleteAsync(history);
    }

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ChooseInMenuAsync(2);
        await browser.ClickAsync(".lc .items .item");
        await browser.WaitForAsync(".lc .screen .bubble");
    }
}
