using Gallery.Scenes;

namespace Gallery.States;

internal sealed class LongTexts : GalleryState
{
    public override string Name => "texts";

    public override StateGroup Group => StateGroup.Conversation;

    public override string Title => "Long and short texts";

    public override string Description => "Large emoji, both directions in one message, and a collapsed text.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        history.Ago(7);
        await history.VisitorSaysAsync($"{history.Lines.Question}\n{history.Lines.OtherDirection}");
        history.Ago(5);
        await history.Operator.SaysAsync(string.Join('\n', Enumerable.Repeat(history.Lines.Corrected, 40)));
        history.Ago(3);
        await history.VisitorSaysAsync("💡❤️");
        await history.ReadAsync();
    }
}
