using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Playing : GalleryState
{
    public override string Name => "playing";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Playing voice message";

    public override string Description => "Position and speed of the player; the other player is paused.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.WithVoiceAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForAsync(".lc .player .track[style]");
        await browser.PlayAsync(".lc .row.own .player", 3);
        await browser.WaitForAsync(".lc .row.own .player .speed");
        await browser.PlayAsync(".lc .row.theirs .player", 5);
        await browser.WaitForAsync(".lc .row.theirs .player .speed");
    }
}
