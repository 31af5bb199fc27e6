using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Recording : GalleryState
{
    public override string Name => "recording";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "Recording";

    public override string Description => "A voice message is being recorded.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.RecordAsync(".lc .line button.tool:not(.send)");
        await browser.WaitForAsync(".lc .recorder .dot.on");
    }
}
