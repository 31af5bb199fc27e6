using Gallery.Scenes;

namespace Gallery.States;

internal sealed class EndIsAsked : GalleryState
{
    public override string Name => "end";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "End?";

    public override string Description => "The visitor is asked once before the conversation ends.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ChooseInMenuAsync(4);
        await hand.SeesAsync(".lc .ask");
    }
}
