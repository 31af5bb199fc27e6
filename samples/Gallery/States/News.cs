using Gallery.Scenes;

namespace Gallery.States;

internal sealed class News : GalleryState
{
    public override string Name => "news";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "New messages";

    public override string Description => "What came while the chat was closed, behind its divider.";

    public override Task RememberAsync(Past past) => Conversations.WithNewsAsync(past);
}
