using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Transcript : GalleryState
{
    public override string Name => "transcript";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Transcript";

    public override string Description => "Where the conversation shall be mailed to.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ChooseInMenuAsync(1);
        // The screen takes the focus as it comes.
        await hand.SeesAsync(".lc .screen .back:focus");
        await hand.WriteAsync(".lc input[type=email]", "ana@example.com");
    }
}
