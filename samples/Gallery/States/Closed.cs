using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Closed : GalleryState
{
    public override string Name => "closed";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Closed";

    public override string Description => "The conversation is over.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.ClosesAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Info is { IsOpen: false });
    }
}
