using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Inline : GalleryState
{
    public override string Name => "inline";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Part of the page";

    public override string Description => "The chat fills its parent element.";

    public override string Presentation => "inline";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}
