using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Rating : GalleryState
{
    public override string Name => "rating";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Rating";

    public override string Description => "Stars and a remark.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await Conversations.CloseAsync(scene);
        await hand.ClickAsync(".lc .star:nth-of-type(4) input");
        await hand.WriteAsync(".lc .comment", scene.Lines.Praise);
    }
}
