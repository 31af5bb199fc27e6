using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Teaser : GalleryState
{
    public override string Name => "teaser";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Launcher with a teaser";

    public override string Description => "What came just now, beside the button.";

    public override bool IsOpen => false;

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ArrangeAsync(Scene scene) => await scene.Client.StartBackgroundEventsAsync();

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.SaysAsync(scene.Lines.Promise);
        await hand.SeesAsync(".teaser");
    }
}
