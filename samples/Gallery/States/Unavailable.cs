using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Unavailable : GalleryState
{
    public override string Name => "unavailable";

    public override StateGroup Group => StateGroup.Errors;

    public override string Title => "Unavailable";

    public override string Description => "The server can't be reached, and nothing has been loaded.";

    public override Task ArrangeAsync(Scene scene)
    {
        scene.Host.Faults.GoOffline();
        return Task.CompletedTask;
    }
}
