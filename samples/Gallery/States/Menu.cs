using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Menu : GalleryState
{
    public override string Name => "menu";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Menu";

    public override string Description => "What is done seldom.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await hand.ClickAsync(".lc .more > button");
        await hand.SeesAsync(".lc .menu");
    }
}
