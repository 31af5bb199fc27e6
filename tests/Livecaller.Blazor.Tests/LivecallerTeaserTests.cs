using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Blazor.Tests;

/// <summary>The newest unread message beside the launcher.</summary>
public sealed class LivecallerTeaserTests : ChatTest, IAsyncLifetime
{
    private readonly LivecallerTestHost _host = new();
    private LivecallerClient _client = null!;

    private static CancellationToken Cancelled => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Services.AddLivecallerBlazor(o =>
        {
            o.ServerUrl = LivecallerTestHostOptions.ServerUrl;
            o.WidgetId = LivecallerTestHostOptions.DefaultWidget.Id.Value;
            o.ConfigureClient = (_, _) => _host.CreateOptions();
        });
        _client = await Services.GetRequiredService<ILivecallerClientProvider>().GetAsync(Cancelled);
        await _client.UserLoginAsync(_host.IssueToken("anna"), Cancelled);
        var conversation = await _client.OpenConversationAsync(Cancelled);
        await conversation.SendAsync(new OutgoingMessage { Content = "Hello?" }, Cancelled);
        await _host.UntilAsync(() => _host.Conversations.Count == 1, cancellationToken: Cancelled);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_shows_who_wrote_and_how_it_begins_and_the_newest_replaces_the_last()
    {
        var launcher = Render<LivecallerLauncher>();
        Assert.Empty(launcher.Find("[role=status]").Children);

        await _host.Operator.SaysAsync("<b>On</b> its way.\nSecond line");
        await UntilAsync(() => launcher.FindAll(".teaser").Count == 1);
        Assert.Equal(("Olivia", "<b>On</b> its way."), (launcher.Find(".name").TextContent, launcher.Find(".text").TextContent));

        await _host.Operator.SaysAsync("And here is the number.");
        await UntilAsync(() => launcher.Find(".text").TextContent == "And here is the number.");
        Assert.Single(launcher.FindAll(".teaser"));
    }

    [Fact]
    public async Task It_goes_when_it_is_dismissed_and_the_badge_stays()
    {
        var launcher = Render<LivecallerLauncher>();
        await _host.Operator.SaysAsync("On its way.");
        await UntilAsync(() => launcher.FindAll(".teaser").Count == 1);

        launcher.Find("button[aria-label=Dismiss]").Click();

        Assert.Empty(launcher.FindAll(".teaser"));
        Assert.Equal("1", launcher.Find(".badge").GetAttribute("data-lc-count"));
    }

    [Fact]
    public async Task It_opens_the_chat_and_is_never_beside_an_open_one()
    {
        List<bool> opened = [];
        var launcher = Render<LivecallerLauncher>(p => p.Add(l => l.OpenChanged, EventCallback.Factory.Create<bool>(this, opened.Add)));
        await _host.Operator.SaysAsync("On its way.");
        await UntilAsync(() => launcher.FindAll(".teaser").Count == 1);

        launcher.Find(".teaser .card").Click();
        launcher.Render(p => p.Add(l => l.Open, true));
        Assert.Equal([true], opened);
        Assert.Empty(launcher.FindAll(".teaser"));

        launcher.Render(p => p.Add(l => l.Open, false));
        Assert.Empty(launcher.FindAll(".teaser"));
    }

    [Fact]
    public async Task It_is_not_there_where_the_page_does_not_want_it()
    {
        var launcher = Render<LivecallerLauncher>(p => p.Add(l => l.ShowTeaser, false));
        await _host.Operator.SaysAsync("On its way.");

        await UntilAsync(() => launcher.FindAll(".badge").Count == 1);
        Assert.Empty(launcher.FindAll(".teaser"));
    }

    private Task UntilAsync(Func<bool> condition) => _host.UntilAsync(condition, cancellationToken: Cancelled);
}
