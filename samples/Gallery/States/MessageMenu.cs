using Gallery.Scenes;

namespace Gallery.States;

internal sealed class MessageMenu : GalleryState
{
    public override string Name => "message-menu";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "A message's menu";

    public override string Description => "Reply to it, or copy it.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await hand.ClickLastAsync(".lc [data-lc-menu]");
        await hand.SeesAsync(".lc [data-lc-choices]");
    }
}
