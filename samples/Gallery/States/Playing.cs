using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Playing : GalleryState
{
    public override string Name => "playing";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "A voice message plays";

    public override string Description => "How far it is, and how fast.";

    public override Task RememberAsync(Past past) => Conversations.WithVoiceAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.SeesAsync(".lc .player .track[style]");
        await hand.ListensAsync(".lc .player", 5);
        await hand.SeesAsync(".lc .player .speed");
    }
}
