using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Empty : GalleryState
{
    public override string Name => "empty";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Empty";

    public override string Description => "Nothing was said yet.";
}
