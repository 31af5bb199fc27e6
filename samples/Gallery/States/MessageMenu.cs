using Gallery.Scenes;

namespace Gallery.States;

internal sealed class MessageMenu : GalleryState
{
    public override string Name => "message-menu";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Message menu";

    public override string Description => "Reply and copy.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await browser.ClickLastAsync(".lc [data-lc-menu]");
        await browser.WaitForAsync(".lc [data-lc-choices]");
    }
}
