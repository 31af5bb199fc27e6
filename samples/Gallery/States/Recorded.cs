using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Recorded : GalleryState
{
    public override string Name => "recorded";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Recorded";

    public override string Description => "The preview before a voice message is sent.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.RecordAsync(".lc .line button.tool:not(.send)");
        await browser.ClickAsync(".lc .recorder .stop:enabled");
        await browser.WaitForAsync(".lc .review .track[style]");
    }
}
