using Gallery.Scenes;

namespace Gallery.States;

internal sealed class ZoomedPicture : GalleryState
{
    public override string Name => "picture-zoomed";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "A picture up close";

    public override string Description => "Zoomed in the viewer.";

    public override Task RememberAsync(Past past) => Conversations.WithPicturesAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ClickAsync(".lc .picture .open");
        await hand.SeesAsync(".lc .viewer img");
        await hand.ClickAsync(".lc [data-lc-zoom=in]");
        await hand.ClickAsync(".lc [data-lc-zoom=in]");
        await hand.SeesAsync(".lc .stage[data-lc-zoomed=true]");
    }
}
