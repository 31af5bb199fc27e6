using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Rated : GalleryState
{
    public override string Name => "rated";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Rated";

    public override string Description => "The rating counts; a comment can be added.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await Conversations.CloseAsync(scene);
        await browser.ClickAsync(".lc .star:nth-of-type(4)");
        await browser.WriteAsync(".lc .comment", scene.Lines.Praise);
    }
}
