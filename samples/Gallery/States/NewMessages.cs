using Gallery.Scenes;

namespace Gallery.States;

internal sealed class NewMessages : GalleryState
{
    public override string Name => "news";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "New messages";

    public override string Description => "Messages that arrived while the chat was closed, below a divider.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.WithUnreadAsync(history);
}
