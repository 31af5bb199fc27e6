using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Voice : GalleryState
{
    public override string Name => "voice";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Voice messages";

    public override string Description => "Voice messages of both sides with their waveforms.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.WithVoiceAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser) => await browser.WaitForAsync(".lc .player .track[style]");
}
