using Gallery.Scenes;

namespace Gallery.States;

internal sealed class DropTarget : GalleryState
{
    public override string Name => "drop";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Files are dragged in";

    public override string Description => "Where they can be dropped.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await hand.DragsFileOverAsync(".lc .log");
        await hand.SeesAsync(".lc .drop");
    }
}
