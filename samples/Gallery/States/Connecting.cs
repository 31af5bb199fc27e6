using System.Net.WebSockets;
using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class Connecting : GalleryState
{
    public override string Name => "connecting";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Connecting";

    public override string Description => "A connection that takes a while.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForComposerAsync();
        await Scene.UntilAsync(() => scene.Client.ConnectionState == ConnectionState.Connecting);
        await scene.Host.PassAsync(TimeSpan.FromSeconds(3));
        await browser.WaitForAsync(".lc .banner");
    }

    public override LivecallerOptions ConfigureClient(LivecallerOptions options) => options with
    {
        // The connection never completes.
        WebSocketFactory = (_, cancellationToken) => new TaskCompletionSource<WebSocket>().Task.WaitAsync(cancellationToken),
    };
}
