using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Empty : GalleryState
{
    public override string Name => "empty";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Empty";

    public override string Description => "A new conversation without messages.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithTeam(lines);
}
