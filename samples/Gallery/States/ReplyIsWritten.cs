using Gallery.Scenes;

namespace Gallery.States;

internal sealed class ReplyIsWritten : GalleryState
{
    public override string Name => "reply";

    public override StateGroup Group => StateGroup.Writing;

    public override string Title => "Reply";

    public override string Description => "An answer to a message is being written.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.TakesThePenAsync();
        await hand.ClickLastAsync("[data-lc-reply]");
        await hand.WriteAsync(".lc textarea", scene.Lines.Draft);
    }
}
