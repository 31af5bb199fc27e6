using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Preview : GalleryState
{
    public override string Name => "preview";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Typing preview";

    public override string Description => "A notice that operators see what the visitor types.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithPreview();
}
