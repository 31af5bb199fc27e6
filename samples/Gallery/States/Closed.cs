using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Closed : GalleryState
{
    public override string Name => "closed";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Closed";

    public override string Description => "The conversation is over.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override Task ActAsync(Scene scene, Hand hand) => Conversations.CloseAsync(scene);
}
