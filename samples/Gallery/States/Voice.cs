using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Voice : GalleryState
{
    public override string Name => "voice";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Voice messages";

    public override string Description => "Of both sides, with their waveforms.";

    public override Task RememberAsync(Past past) => Conversations.WithVoiceAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand) => await hand.SeesAsync(".lc .player .track[style]");
}
