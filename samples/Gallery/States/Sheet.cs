using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Sheet : GalleryState
{
    public override string Name => "sheet";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Bottom sheet";

    public override string Description => "Over a dimmed page.";

    public override string Presentation => "sheet";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);
}
