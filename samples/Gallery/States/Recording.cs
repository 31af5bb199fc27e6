using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Recording : GalleryState
{
    public override string Name => "recording";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Recording";

    public override string Description => "A voice message is being recorded.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.SpeaksAsync(".lc .line button.tool:not(.send)");
        await hand.SeesAsync(".lc .recorder .dot.on");
    }
}
