using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Rating : GalleryState
{
    public override string Name => "rating";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Rating";

    public override string Description => "Stars in the thread: one tap counts.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await Conversations.CloseAsync(scene);
        await browser.WaitForAsync(".lc .rating .star");
    }
}
