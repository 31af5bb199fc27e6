using Gallery.Scenes;

namespace Gallery.States;

internal sealed class SidePanel : GalleryState
{
    public override string Name => "side";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Side panel";

    public override string Description => "The chat beside the page, which stays usable.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}
