using Gallery.Scenes;

namespace Gallery.States;

internal sealed class FullScreen : GalleryState
{
    public override string Name => "full";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Full screen";

    public override string Description => "The whole window, with a limited line length.";

    public override string Presentation => "full";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}
