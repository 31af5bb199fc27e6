using Gallery.Scenes;
using Livecaller.Testing;

namespace Gallery.States;

internal sealed class HomeReturning : GalleryState
{
    public override string Name => "home-returning";

    public override StateGroup Group => StateGroup.Start;

    public override string Title => "Home, an open conversation";

    public override string Description => "The first screen of a visitor with unread messages and an earlier conversation.";

    public override LivecallerTestHostOptions Configure(LivecallerTestHostOptions options, Lines lines) => options.WithTeam(lines).WithHome();

    public override async Task CreateHistoryAsync(SceneHistory history)
    {
        await Conversations.EarlierAsync(history);
        await Conversations.WithUnreadAsync(history);
    }

    public override async Task ActAsync(Scene scene, BrowserActions browser) => await browser.WaitForAsync(".lc .home .rows .row + .row");
}
