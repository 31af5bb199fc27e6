using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>The chat in interactive server mode, where every visitor's code runs in one process.</summary>
public sealed class TwoVisitorsTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_visitors_talk_at_the_same_time_and_neither_sees_anything_of_the_other()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await using var ben = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);

        await Task.WhenAll(ana.OpenChatAsync(), ben.OpenChatAsync());
        await Task.WhenAll(ana.SaysAsync("Hello from Ana"), ben.SaysAsync("Hello from Ben"));
        await Task.WhenAll(ana.SeesThatAllIsSentAsync(), ben.SeesThatAllIsSentAsync());
        var ofAna = await nino.FindAsync("Hello from Ana", Cancelled);
        var ofBen = await nino.FindAsync("Hello from Ben", Cancelled);
        Assert.NotEqual(ofAna, ofBen);

        await Task.WhenAll(nino.SaysAsync(ofAna, "An answer to Ana", Cancelled), nino.SaysAsync(ofBen, "An answer to Ben", Cancelled));
        await Task.WhenAll(ana.SeesAsync("An answer to Ana"), ben.SeesAsync("An answer to Ben"));
        await Task.WhenAll(ana.SaysAsync("Thanks from Ana"), ben.SaysAsync("Thanks from Ben"));
        await Task.WhenAll(SeesOnlyItsOwnAsync(ana, "Ana", "Ben"), SeesOnlyItsOwnAsync(ben, "Ben", "Ana"));

        // A reload is another circuit: what is left is what the visitor's own browser keeps.
        await Task.WhenAll(ana.ReloadAsync(), ben.ReloadAsync());
        await Task.WhenAll(ana.OpenChatAsync(), ben.OpenChatAsync());
        await Task.WhenAll(ana.SeesAsync("Hello from Ana"), ben.SeesAsync("Hello from Ben"));
        await nino.SaysAsync(ofAna, "One more answer to Ana", Cancelled);
        await ana.SeesAsync("One more answer to Ana");
        await nino.SaysAsync(ofBen, "One more answer to Ben", Cancelled);
        await ben.SeesAsync("One more answer to Ben");
        await Task.WhenAll(SeesOnlyItsOwnAsync(ana, "Ana", "Ben"), SeesOnlyItsOwnAsync(ben, "Ben", "Ana"));
        Assert.NotEqual(await SessionOfAsync(ana), await SessionOfAsync(ben));

        Assert.Empty(ana.Person.Errors);
        Assert.Empty(ben.Person.Errors);
    }

    [Fact]
    public async Task Another_tab_of_the_same_visitor_shows_the_same_conversation_and_a_closed_tab_takes_nothing_with_it()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Hello from the first tab");
        await ana.SeesThatAllIsSentAsync();
        var conversation = await nino.FindAsync("Hello from the first tab", Cancelled);

        await using var second = await ana.OpenTabAsync();
        await second.OpenChatAsync();
        await second.SeesAsync("Hello from the first tab");
        await second.SaysAsync("Hello from the second tab");
        await ana.SeesAsync("Hello from the second tab");

        await second.Page.CloseAsync();
        await nino.SaysAsync(conversation, "Still there?", Cancelled);
        await ana.SeesAsync("Still there?");
        await Expect(ana.Page.Locator("#last-event")).ToHaveTextAsync("Still there?");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task What_one_visitor_has_begun_and_not_sent_is_nobody_elses()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        var person = await browser.OpenAsync(app.Address);
        await person.AllowMicrophoneAsync();
        await using var ben = await Visitor.EnterAsync(person, "/?language=de");

        // Ana writes and chooses a picture, Ben speaks German into his microphone, at the same time.
        await ana.OpenChatAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Chat öffnen" }).ClickAsync();
        await ana.Input.FillAsync("Half a sentence of Ana");
        await ana.AttachAsync("ana.png", "image/png", TestPictures.Lamp());
        await ben.Chat.GetByRole(AriaRole.Button, new() { Name = "Sprachnachricht aufnehmen" }).ClickAsync();
        await Expect(ben.Chat.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[1-9]$"));
        await ben.Chat.GetByRole(AriaRole.Button, new() { Name = "Aufnahme beenden" }).ClickAsync();
        await Expect(ben.Chat.GetByRole(AriaRole.Button, new() { Name = "Senden" })).ToBeVisibleAsync();

        await using var cem = await Visitor.EnterAsync(browser, app.Address);
        await cem.OpenChatAsync();
        await Expect(cem.Input).ToHaveValueAsync("");
        await Expect(ana.Input).ToHaveValueAsync("Half a sentence of Ana");
        await Expect(ben.Chat.Locator("textarea")).ToHaveValueAsync("");
        foreach (var (visitor, pictures, recordings) in new[] { (ana, 1, 0), (ben, 0, 1), (cem, 0, 0) })
        {
            await Expect(visitor.Chat.GetByRole(AriaRole.Img, new() { Name = "ana.png" })).ToHaveCountAsync(pictures);
            await Expect(visitor.Chat.Locator("audio")).ToHaveCountAsync(recordings);
            await Expect(visitor.Chat.GetByText("Wie können wir helfen?")).ToHaveCountAsync(visitor == ben ? 1 : 0);
        }

        // A picture that is not sent is only in the browser that it was chosen in.
        var preview = await ana.Chat.GetByRole(AriaRole.Img, new() { Name = "ana.png" }).GetAttributeAsync("src");
        Assert.True(await CanSeeAsync(ana, preview!));
        Assert.False(await CanSeeAsync(ben, preview!));
        Assert.Empty(ana.Person.Errors);
        Assert.Empty(cem.Person.Errors);
    }

    private static Task<bool> CanSeeAsync(Visitor visitor, string picture) => visitor.Page.EvaluateAsync<bool>("""
        address => new Promise(known => {
          const image = new Image();
          image.onload = () => known(true);
          image.onerror = () => known(false);
          image.src = address;
        })
        """, picture);

    private static async Task SeesOnlyItsOwnAsync(Visitor visitor, string own, string other)
    {
        await Expect(visitor.Page.Locator("#last-event")).ToContainTextAsync(own);
        await Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync(other);
    }

    private static Task<string> SessionOfAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("localStorage.getItem('livecaller.session')");
}
