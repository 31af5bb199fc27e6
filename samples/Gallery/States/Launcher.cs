using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Launcher : GalleryState
{
    public override string Name => "launcher";

    public override StateGroup Group => StateGroup.Presentations;

    public override string Title => "Launcher";

    public override string Description => "The button on the page, with the number of unread messages.";

    public override bool IsOpen => false;

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.WithUnreadAsync(history);

    public override async Task ArrangeAsync(Scene scene)
    {
        await scene.Client.StartBackgroundEventsAsync();
        await Scene.UntilAsync(() => scene.Client.UnreadCount > 0);
    }
}
