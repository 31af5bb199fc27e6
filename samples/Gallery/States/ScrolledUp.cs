using Gallery.Scenes;

namespace Gallery.States;

internal sealed class ScrolledUp : GalleryState
{
    public override string Name => "further-up";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Scrolled up";

    public override string Description => "New messages are counted while the visitor reads earlier ones.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        await Conversations.CompleteAsync(history);
        history.Ago(5);
        for (var i = 0; i < 8; i++) await history.VisitorSaysAsync(history.Lines.Promise);
        await history.ReadAsync();
    }

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await browser.ScrollToStartAsync(".lc .log");
        await browser.WaitForAsync(".lc .to-end");
        await scene.Host.Operator.SaysAsync(scene.Lines.Promise);
        await browser.WaitForAsync(".lc .to-end .badge");
    }
}
