using Gallery.Scenes;

namespace Gallery.States;

internal sealed class EndConfirmation : GalleryState
{
    public override string Name => "end";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "End conversation";

    public override string Description => "The confirmation before the conversation ends.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ChooseInMenuAsync(4);
        await browser.WaitForAsync(".lc .ask");
    }
}
