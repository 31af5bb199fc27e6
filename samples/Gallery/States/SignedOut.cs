using Gallery.Scenes;

namespace Gallery.States;

internal sealed class SignedOut : GalleryState
{
    public override string Name => "signed-out";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Session over";

    public override string Description => "The signed-in visitor's session is over: the site can sign in again.";

    public override async Task RememberAsync(Past past)
    {
        await past.SignInAsync();
        await Conversations.WholeAsync(past);
    }

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Host.Subscriptions.Count > 0);
        scene.Host.Faults.ExpireToken();
        scene.Host.Faults.DropConnection();
        await scene.Host.PassAsync(TimeSpan.FromSeconds(2));
        await hand.SeesAsync(".lc .notice");

        // What was said of the connection meanwhile goes again.
        await scene.Host.PassAsync(TimeSpan.FromSeconds(5));
        await hand.SeesAsync(".lc:not(:has(.banner)) .notice");
    }
}
