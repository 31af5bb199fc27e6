using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>A message that arrives while the chat of the script tag is closed.</summary>
public sealed class TeaserTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    private const string Markup = "<img src=x onerror=\"document.title='run'\"> & <b>bold</b>";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_message_is_shown_next_to_the_button_until_it_is_dismissed_or_read()
    {
        using var nino = await OperatorApi.SignInAsync(embedding.Host.Address, Cancelled);
        await using var ana = await AskAsync("Is the lamp there?");
        var teaser = TeaserOf(ana);
        var conversation = await nino.FindAsync("Is the lamp there?", Cancelled);
        await nino.SaysAsync(conversation, "I look", Cancelled);
        await ana.SeesAsync("I look");
        await Expect(teaser.Locator("button")).ToHaveCountAsync(0);
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.FrameElement).ToBeHiddenAsync();

        await nino.SaysAsync(conversation, Markup, Cancelled);
        await Expect(teaser.Locator(".text")).ToHaveTextAsync(Markup);
        await nino.SaysAsync(conversation, "Yes, in green.\nAnd in white.", Cancelled);
        await Expect(teaser.Locator(".text")).ToHaveTextAsync("Yes, in green.");
        await Expect(teaser.Locator(".name")).Not.ToBeEmptyAsync();
        await Expect(ana.Launcher).ToHaveTextAsync("2");
        var (news, launcher) = (await teaser.BoundingBoxAsync(), await ana.Launcher.BoundingBoxAsync());
        Assert.True(news!.Y + news.Height <= launcher!.Y && news.Width <= 320, "The message covers the button, or is too wide.");

        await teaser.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(teaser.Locator("button")).ToHaveCountAsync(0);
        await Expect(ana.Launcher).ToHaveTextAsync("2");

        await nino.SaysAsync(conversation, "Shall I send it?", Cancelled);
        await teaser.GetByRole(AriaRole.Button, new() { Name = "Shall I send it?" }).ClickAsync();
        await ana.SeesAsync("Shall I send it?");
        await Expect(teaser.Locator("button")).ToHaveCountAsync(0);
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.FrameElement).ToBeHiddenAsync();
        await Expect(teaser.Locator("button")).ToHaveCountAsync(0);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_message_is_gone_when_it_was_read_in_another_tab()
    {
        using var nino = await OperatorApi.SignInAsync(embedding.Host.Address, Cancelled);
        await using var ana = await AskAsync("Do you deliver?");
        var teaser = TeaserOf(ana);
        var conversation = await nino.FindAsync("Do you deliver?", Cancelled);
        await ana.Page.Keyboard.PressAsync("Escape");
        await nino.SaysAsync(conversation, "We do", Cancelled);
        await Expect(teaser.Locator(".text")).ToHaveTextAsync("We do");

        var second = new Guest(await ana.Person.OpenTabAsync());
        await second.Page.GotoAsync("/");
        await second.OpenChatAsync();
        await second.SeesAsync("We do");

        await Expect(teaser.Locator("button")).ToHaveCountAsync(0);
    }

    private static ILocator TeaserOf(Guest guest) => guest.Page.Locator("livecaller-widget .news");

    private async Task<Guest> AskAsync(string question)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        var guest = await Guest.EnterAsync(browser, site);
        await guest.OpenChatAsync();
        await guest.SaysAsync(question);
        return guest;
    }
}
