using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Callback : GalleryState
{
    public override string Name => "callback";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Call back";

    public override string Description => "A telephone number, a time, and what it is about.";

    public override Task RememberAsync(Past past) => Conversations.WholeAsync(past);

    public override async Task ActAsync(Scene scene, Hand hand)
    {
        await hand.ChooseInMenuAsync(0);
        // The screen takes the focus as it comes.
        await hand.SeesAsync(".lc .screen .back:focus");
        await hand.WriteAsync(".lc input[type=tel]", "+351 21 000 4127");
    }
}
