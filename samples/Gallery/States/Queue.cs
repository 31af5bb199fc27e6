using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Queue : GalleryState
{
    public override string Name => "queue";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Queue";

    public override string Description => "The visitor waits for an operator.";

    public override async Task RememberAsync(Past past)
    {
        past.Ago(1);
        await past.VisitorSaysAsync(past.Lines.Question);
    }
}
