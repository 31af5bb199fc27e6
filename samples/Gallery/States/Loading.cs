using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Loading : GalleryState
{
    public override string Name => "loading";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Loading";

    public override string Description => "The skeleton, while the server has not answered yet.";

    public override string Sees => ".lc-frame[open] .skeleton";

    public override Task ArrangeAsync(Scene scene)
    {
        scene.Network.Hold("/v1/widget/conversations");
        return Task.CompletedTask;
    }
}
