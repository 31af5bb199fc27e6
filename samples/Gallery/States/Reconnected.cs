using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class Reconnected : GalleryState
{
    public override string Name => "back";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Reconnected";

    public override string Description => "A temporary message after the connection is restored.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Client.ConnectionState == ConnectionState.Connected);
        scene.Host.Faults.GoOffline();
        await browser.WaitForAsync(".lc .banner");
        scene.Host.Faults.GoOnline();
        await scene.Host.PassAsync(TimeSpan.FromSeconds(2));
        await browser.WaitForAsync(".lc .banner.good");
    }
}
