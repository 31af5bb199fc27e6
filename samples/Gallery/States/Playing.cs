using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Playing : GalleryState
{
    public override string Name => "playing";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "A voice message plays";

    public override string Description => "How far it is, and how fast; the other one waits.";

    public override Task RememberAsync(Past past) => Conversations.WithVoiceAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.SeesAsync(".lc .player .track[style]");
        await hand.ListensAsync(".lc .row.own .player", 3);
        await hand.SeesAsync(".lc .row.own .player .speed");
        await hand.ListensAsync(".lc .row.theirs .player", 5);
        await hand.SeesAsync(".lc .row.theirs .player .speed");
    }
}
