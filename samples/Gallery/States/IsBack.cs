using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class IsBack : GalleryState
{
    public override string Name => "back";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Back";

    public override string Description => "The connection is there again, for a moment.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await scene.OpenConversationAsync();
        await Scene.UntilAsync(() => scene.Client.ConnectionState == ConnectionState.Connected);
        scene.Host.Faults.GoOffline();
        await hand.SeesAsync(".lc .banner");
        scene.Host.Faults.GoOnline();
        await scene.Host.PassAsync(TimeSpan.FromSeconds(2));
        await hand.SeesAsync(".lc .banner.good");
    }
}
