using Gallery.Scenes;

namespace Gallery.States;

internal sealed class NoMicrophone : GalleryState
{
    public override string Name => "no-microphone";

    public override StateGroup Group => StateGroup.Composing;

    public override string Title => "No microphone";

    public override string Description => "The browser denies access to the microphone.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.DenyMicrophoneAsync(".lc .line button.tool:not(.send)", ".lc .recorder .problem");
    }
}
