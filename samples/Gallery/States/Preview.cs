using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Preview : GalleryState
{
    public override string Name => "preview";

    public override StateGroup Group => StateGroup.Beginning;

    public override string Title => "Typing preview";

    public override string Description => "Operators see what is being written, and the visitor is told so.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithPreview();
}
