using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class NoConnection : GalleryState
{
    public override string Name => "no-connection";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "No connection";

    public override string Description => "Messages are queued while the connection is lost.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Client.ConnectionState == ConnectionState.Connected);
        scene.Host.Faults.GoOffline();
        await Scene.UntilAsync(() => scene.Client.ConnectionState != ConnectionState.Connected);
        await conversation.SendAsync(new() { Content = scene.Lines.Draft });
    }
}
