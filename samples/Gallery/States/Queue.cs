using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Queue : GalleryState
{
    public override string Name => "queue";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Queue";

    public override string Description => "The visitor is waiting for an operator.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        history.Ago(1);
        await history.VisitorSaysAsync(history.Lines.Question);
    }
}
