using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class StorageBlocked : GalleryState
{
    public override string Name => "not-kept";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Storage blocked";

    public override string Description => "The browser blocks the chat's storage.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override LivecallerOptions ConfigureClient(LivecallerOptions options) => options with { SessionStore = new BlockedStore(options.SessionStore) };

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.WaitForAsync(".lc .notice");
    }
}
