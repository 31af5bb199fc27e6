using Gallery.Scenes;

namespace Gallery.States;

internal sealed class FurtherUp : GalleryState
{
    public override string Name => "further-up";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Further up";

    public override string Description => "What comes while somebody reads further up is counted, and one press away.";

    public override async Task RememberAsync(Past past)
    {
        await Conversations.WholeAsync(past);
        past.Ago(5);
        for (var i = 0; i < 8; i++) await past.VisitorSaysAsync(past.Lines.Promise);
        await past.ReadAsync();
    }

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await hand.ScrollToStartAsync(".lc .log");
        await hand.SeesAsync(".lc .to-end");
        await scene.Host.Operator.SaysAsync(scene.Lines.Promise);
        await hand.SeesAsync(".lc .to-end .badge");
    }
}
