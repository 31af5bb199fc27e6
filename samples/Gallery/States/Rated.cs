using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Rated : GalleryState
{
    public override string Name => "rated";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Rated";

    public override string Description => "Thanks for the rating.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await Conversations.CloseAsync(scene);
        await hand.ClickAsync(".lc .star:nth-of-type(5) input");
        await hand.ClickAsync(".lc .rating .go");
        await hand.SeesAsync(".lc .stars.given");
    }
}
