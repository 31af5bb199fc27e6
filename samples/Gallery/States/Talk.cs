using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Talk : GalleryState
{
    public override string Name => "conversation";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Conversation";

    public override string Description => "Both sides, with dates, names, times, delivery status, links and emoji.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);
}
