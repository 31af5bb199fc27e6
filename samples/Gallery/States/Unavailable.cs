using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Unavailable : GalleryState
{
    public override string Name => "unavailable";

    public override StateGroup Group => StateGroup.Trouble;

    public override string Title => "Unavailable";

    public override string Description => "The server cannot be reached, and nothing was loaded before.";

    public override Task ArrangeAsync(Scene scene)
    {
        scene.Host.Faults.GoOffline();
        return Task.CompletedTask;
    }
}
