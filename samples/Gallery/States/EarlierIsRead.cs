using Gallery.Scenes;

namespace Gallery.States;

internal sealed class EarlierIsRead : GalleryState
{
    public override string Name => "earlier-read";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "An earlier conversation";

    public override string Description => "One of them, read only.";

    public override async Task RememberAsync(Past past)
    {
        await Conversations.EarlierAsync(past);
        await Conversations.WholeAsync(past);
    }

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ChooseInMenuAsync(2);
        await hand.ClickAsync(".lc .items .item");
        await hand.SeesAsync(".lc .screen .bubble");
    }
}
