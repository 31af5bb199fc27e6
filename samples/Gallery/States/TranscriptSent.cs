using Gallery.Scenes;

namespace Gallery.States;

internal sealed class TranscriptSent : GalleryState
{
    public override string Name => "transcript-sent";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Transcript on its way";

    public override string Description => "Where it was sent.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ChooseInMenuAsync(1);
        // The screen takes the focus as it comes, and the button that comes in the field's place has it then.
        await hand.SeesAsync(".lc .screen .back:focus");
        await hand.WriteAsync(".lc input[type=email]", "ana@example.com");
        await hand.ClickAsync(".lc .screen .go");
        await hand.SeesAsync(".lc .screen .go[data-lc-focus]:focus");
    }
}
