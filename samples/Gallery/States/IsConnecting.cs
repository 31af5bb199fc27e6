using System.Net.WebSockets;
using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class IsConnecting : GalleryState
{
    public override string Name => "connecting";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Connecting";

    public override string Description => "The connection takes its time.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await Scene.UntilAsync(() => scene.Client.ConnectionState == ConnectionState.Connecting);
        await scene.Host.PassAsync(TimeSpan.FromSeconds(3));
        await hand.SeesAsync(".lc .banner");
    }

    public override LivecallerOptions ConfigureClient(LivecallerOptions options) => options with
    {
        // The server does not answer.
        WebSocketFactory = (_, cancellationToken) => new TaskCompletionSource<WebSocket>().Task.WaitAsync(cancellationToken),
    };
}
