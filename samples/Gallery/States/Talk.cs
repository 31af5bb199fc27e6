using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Talk : GalleryState
{
    public override string Name => "conversation";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Conversation";

    public override string Description => "Both sides, days, names, times, delivery, links and emoji.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);
}
