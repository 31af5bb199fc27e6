using Gallery.Scenes;

namespace Gallery.States;

internal sealed class SheetOnPhone : GalleryState
{
    public override string Name => "sheet-phone";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Bottom sheet on a phone";

    public override string Description => "Pulled down to half of the window.";

    public override string Presentation => "sheet";

    public override bool IsWide => false;

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await hand.PressAsync(".lc .grip", "ArrowDown");
        await hand.SeesAsync(".lc-frame[data-lc-snap=half]");
    }
}
