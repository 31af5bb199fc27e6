using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class NoConnection : GalleryState
{
    public override string Name => "no-connection";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "No connection";

    public override string Description => "The connection is gone: what is written waits.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        var conversation = await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Client.ConnectionState == ConnectionState.Connected);
        scene.Host.Faults.GoOffline();
        await Scene.UntilAsync(() => scene.Client.ConnectionState != ConnectionState.Connected);
        await conversation.SendAsync(new() { Content = scene.Lines.Draft });
    }
}
