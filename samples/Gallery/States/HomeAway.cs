using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class HomeAway : GalleryState
{
    public override string Name => "home-away";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Home, away";

    public override string Description => "The first screen outside of the opening hours.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithTeam(lines).Away(lines).WithHome();
}
