using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Transcript : GalleryState
{
    public override string Name => "transcript";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Transcript";

    public override string Description => "The form for the email address.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ChooseInMenuAsync(1);
        // The screen receives the focus when it opens.
        await browser.WaitForAsync(".lc .screen .bar .button:focus");
        await browser.WriteAsync(".lc input[type=email]", "ana@example.com");
    }
}
