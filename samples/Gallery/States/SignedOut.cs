using Gallery.Scenes;

namespace Gallery.States;

internal sealed class SignedOut : GalleryState
{
    public override string Name => "signed-out";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Session expired";

    public override string Description => "The session of an identified visitor has expired, and the site can sign in again.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        await history.SignInAsync();
        await Conversations.CompleteAsync(history);
    }

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        scene.Host.Faults.ExpireToken();
        scene.Host.Faults.DropConnection();
        await scene.Host.PassAsync(TimeSpan.FromSeconds(2));
        await browser.WaitForAsync(".lc .notice");

        // The message about the connection disappears again.
        await scene.Host.PassAsync(TimeSpan.FromSeconds(5));
        await browser.WaitForAsync(".lc:not(:has(.banner)) .notice");
    }
}
