using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Closed : GalleryState
{
    public override string Name => "closed";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Closed";

    public override string Description => "A closed conversation.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override Task ActAsync(Scene scene, BrowserActions browser) => Conversations.CloseAsync(scene);
}
