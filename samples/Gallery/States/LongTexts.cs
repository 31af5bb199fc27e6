using Gallery.Scenes;

namespace Gallery.States;

internal sealed class LongTexts : GalleryState
{
    public override string Name => "texts";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Long and short texts";

    public override string Description => "Emoji alone, both directions in one message, and a text that unfolds.";

    public override async Task RememberAsync(Past past)
    {
        past.Ago(7);
        await past.VisitorSaysAsync($"{past.Lines.Question}\n{past.Lines.OtherDirection}");
        past.Ago(5);
        await past.Operator.SaysAsync(string.Join('\n', Enumerable.Repeat(past.Lines.Corrected, 40)));
        past.Ago(3);
        await past.VisitorSaysAsync("💡❤️");
        await past.ReadAsync();
    }
}
