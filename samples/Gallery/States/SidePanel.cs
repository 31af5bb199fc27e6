using Gallery.Scenes;

namespace Gallery.States;

internal sealed class SidePanel : GalleryState
{
    public override string Name => "side";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Side panel";

    public override string Description => "Beside the page, which stays usable.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);
}
