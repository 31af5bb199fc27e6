using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Callback : GalleryState
{
    public override string Name => "callback";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Callback";

    public override string Description => "Phone number, time and subject.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ChooseInMenuAsync(0);
        // The screen receives the focus when it opens.
        await browser.WaitForAsync(".lc .screen .bar .button:focus");
        await browser.WriteAsync(".lc input[type=tel]", "+351 21 000 4127");
    }
}
