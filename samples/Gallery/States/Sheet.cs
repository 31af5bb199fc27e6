using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Sheet : GalleryState
{
    public override string Name => "sheet";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Bottom sheet";

    public override string Description => "The chat over a dimmed page.";

    public override string Presentation => "sheet";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}
