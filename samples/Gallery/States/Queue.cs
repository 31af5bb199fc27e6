using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Queue : GalleryState
{
    public override string Name => "queue";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Queue";

    public override string Description => "The visitor is waiting for an operator, for more than two minutes.";

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        history.Ago(3);
        await history.VisitorSaysAsync(history.Lines.Question);
    }

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithTeam(lines);
}
