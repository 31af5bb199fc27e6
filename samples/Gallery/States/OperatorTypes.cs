using Gallery.Scenes;

namespace Gallery.States;

internal sealed class OperatorTypes : GalleryState
{
    public override string Name => "typing";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Typing";

    public override string Description => "The operator is writing.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.TypesAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Typing is not null);
    }
}
