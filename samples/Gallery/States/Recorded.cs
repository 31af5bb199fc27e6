using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Recorded : GalleryState
{
    public override string Name => "recorded";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Recorded";

    public override string Description => "To hear once more before it is sent.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.SpeaksAsync(".lc .line button.tool:not(.send)");
        await hand.ClickAsync(".lc .recorder .stop:enabled");
        await hand.SeesAsync(".lc .review .track[style]");
    }
}
