using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Inline : GalleryState
{
    public override string Name => "inline";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Part of the page";

    public override string Description => "It fills the element in which it stands.";

    public override string Presentation => "inline";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);
}
