using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Rated : GalleryState
{
    public override string Name => "rated";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Rated";

    public override string Description => "The chat thanks the visitor for the rating.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await Conversations.CloseAsync(scene);
        await browser.ClickAsync(".lc .star:nth-of-type(5) input");
        await browser.ClickAsync(".lc .rating .go");
        await browser.WaitForAsync(".lc .stars.given");
    }
}
