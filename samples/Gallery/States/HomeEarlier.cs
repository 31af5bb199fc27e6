using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class HomeEarlier : GalleryState
{
    public override string Name => "home-earlier";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Home, an earlier conversation";

    public override string Description => "The first screen of a visitor whose last conversation is closed.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithTeam(lines).WithHome();

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.EarlierAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser) => await browser.WaitForAsync(".lc .home .card");
}
