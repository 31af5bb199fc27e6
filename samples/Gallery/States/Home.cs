using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class Home : GalleryState
{
    public override string Name => "home";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Home";

    public override string Description => "The first screen of a new visitor.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithTeam(lines).WithHome();
}
