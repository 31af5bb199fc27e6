using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Earlier : GalleryState
{
    public override string Name => "earlier";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Earlier conversations";

    public override string Description => "What was said before, to read again.";

    public override async Task RememberAsync(Past past)
    {
        await Conversations.EarlierAsync(past);
        await Conversations.WholeAsync(past);
    }

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ChooseInMenuAsync(2);
        await hand.SeesAsync(".lc .items .item");
    }
}
