using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Viewer : GalleryState
{
    public override string Name => "picture";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Picture viewer";

    public override string Description => "One of the conversation's pictures, large.";

    public override Task RememberAsync(Past past) => Conversations.WithPicturesAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ClickAsync(".lc .picture .open");
        await hand.SeesAsync(".lc .viewer img");
    }
}
