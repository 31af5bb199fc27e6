using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Menu : GalleryState
{
    public override string Name => "menu";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Menu";

    public override string Description => "Less frequent commands.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await browser.ClickAsync(".lc .more > button");
        await browser.WaitForAsync(".lc .menu");
    }
}
