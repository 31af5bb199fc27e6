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
        await hand.WriteAsync(".lc input[type=email]", "ana@example.com");
        await hand.ClickAsync(".lc .screen .go");
        await hand.SeesAsync(".lc .screen .text[role=status]");
    }
}
