using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Typing : GalleryState
{
    public override string Name => "typing";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Typing";

    public override string Description => "The operator is typing.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        await scene.Host.Operator.TypesAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Typing is not null);
    }
}
