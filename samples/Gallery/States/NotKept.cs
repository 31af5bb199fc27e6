using Gallery.Scenes;
using Livecaller;

namespace Gallery.States;

internal sealed class NotKept : GalleryState
{
    public override string Name => "not-kept";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Nothing is kept";

    public override string Description => "The browser lets the chat store nothing.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override LivecallerOptions ConfigureClient(LivecallerOptions options) => options with { SessionStore = new BlockedStore(options.SessionStore) };

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.SeesAsync(".lc .notice");
    }
}
