using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Teaser : GalleryState
{
    public override string Name => "teaser";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Launcher with a teaser";

    public override string Description => "The newest message beside the button.";

    public override bool IsOpen => false;

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ArrangeAsync(Scene scene) => await scene.Client.StartBackgroundEventsAsync();

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.SaysAsync(scene.Lines.Promise);
        await browser.WaitForAsync(".teaser");
    }
}
