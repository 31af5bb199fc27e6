using Gallery.Scenes;

namespace Gallery.States;

internal sealed class Loading : GalleryState
{
    public override string Name => "loading";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Loading";

    public override string Description => "The skeleton before the server responds.";

    public override string ReadySelector => ".lc-frame[open] .skeleton";

    public override Task ArrangeAsync(Scene scene)
    {
        scene.Network.Hold("/v1/widget/conversations");
        return Task.CompletedTask;
    }
}
