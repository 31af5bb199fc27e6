using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Rating : GalleryState
{
    public override string Name => "rating";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Rating";

    public override string Description => "Stars and a comment.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await Conversations.CloseAsync(scene);
        await browser.ClickAsync(".lc .star:nth-of-type(4) input");
        await browser.WriteAsync(".lc .comment", scene.Lines.Praise);
    }
}
