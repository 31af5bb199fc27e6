using System.Text.RegularExpressions;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>A page of another origin that has the chat by one script tag.</summary>
public sealed class ScriptTagTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitor_and_an_operator_talk_and_the_page_hears_of_it()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        site.Put("/next", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        using var nino = await OperatorApi.SignInAsync(host.Address, Cancelled);

        // Nothing of the chat is loaded before somebody wants it.
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("Open the chat");
        await Expect(ana.FrameElement).ToHaveCountAsync(0);

        await ana.OpenChatAsync();
        await Expect(ana.Input).ToBeFocusedAsync();
        await Expect(ana.Launcher).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(ana.FrameElement).ToHaveAttributeAsync("allow", new Regex("microphone"));
        await Expect(ana.FrameElement).ToHaveAttributeAsync("title", "Livecaller");
        await ana.SaysAsync("Which lamp fits a small desk?");
        await ana.HearsAsync("conversationWasStarted", 1);
        var conversation = await nino.FindAsync("Which lamp fits a small desk?", Cancelled);
        await nino.SaysAsync(conversation, "The small oak one", Cancelled);
        await ana.SeesAsync("The small oak one");

        // Escape closes, from within the frame; the focus goes back to the button.
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.Launcher).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(ana.Launcher).ToBeFocusedAsync();
        await Expect(ana.FrameElement).ToBeHiddenAsync();

        await nino.SaysAsync(conversation, "It comes in green too", Cancelled);
        await nino.SaysAsync(conversation, "And in white", Cancelled);
        await ana.HearsAsync("conversationMessageReceived", 3);
        await Expect(ana.Launcher).ToHaveTextAsync("2");
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("Open the chat (2)");
        var heard = await ana.HeardAsync("conversationMessageReceived");
        Assert.Equal(
            ["The small oak one", "It comes in green too", "And in white"],
            heard.Select(m => m.GetProperty("content").GetString()));
        Assert.Single(await ana.HeardAsync("ui.widget.open"));
        Assert.Single(await ana.HeardAsync("ui.widget.close"));

        // The next page knows that there is a session, and goes on with it unasked.
        await ana.Page.GotoAsync("/next");
        await Expect(ana.Launcher).ToHaveTextAsync("2", new() { Timeout = 180_000 });
        await ana.OpenChatAsync();
        await ana.SeesAsync("And in white");
        await Expect(ana.Launcher).ToHaveTextAsync("");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_page_signs_in_and_out_and_chooses_the_language()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        using var nino = await OperatorApi.SignInAsync(host.Address, Cancelled);
        var addresses = new List<string>();
        ana.Page.Request += (_, request) => addresses.Add(request.Url);
        var token = IdentityTokens.For("4127", "Ana Maisuradze");

        await Expect(ana.Launcher).ToBeVisibleAsync();
        await ana.EmitAsync("user.login", token);
        await ana.EmitAsync("ui.widget.open");
        await Expect(ana.Input).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await ana.SaysAsync("It is me");
        Assert.Equal("Ana Maisuradze", await nino.VisitorNameAsync(await nino.FindAsync("It is me", Cancelled), Cancelled));

        await ana.EmitAsync("app.locale.update", "de");
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("Schließen");
        await Expect(ana.Frame.GetByRole(AriaRole.Textbox, new() { Name = "Nachricht" })).ToBeVisibleAsync();
        await ana.EmitAsync("app.locale.update", "ar");
        await Expect(ana.Frame.Locator(".lc").First).ToHaveAttributeAsync("dir", "rtl");
        await ana.EmitAsync("app.locale.update", "en");

        // Nobody is signed in afterwards: the chat is closed, and another one begins empty.
        await ana.EmitAsync("user.logout");
        await ana.HearsAsync("ui.widget.close", 1);
        await ana.Page.WaitForFunctionAsync("() => Object.keys(localStorage).length === 0");
        await ana.OpenChatAsync();
        await Expect(ana.Frame.Locator(".bubble")).ToHaveCountAsync(0);

        Assert.DoesNotContain(addresses, address => address.Contains(token, StringComparison.Ordinal));
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_picture_goes_through_the_frames_strict_policy()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();

        await ana.AttachAsync("lamp.png", "image/png", TestPictures.Lamp());
        await ana.SaysAsync("This lamp");

        await Expect(ana.Frame.GetByRole(AriaRole.Log).Locator("img")).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_is_said_in_the_console()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await Expect(ana.Launcher).ToBeVisibleAsync();

        var said = ana.Page.WaitForConsoleMessageAsync(new()
        {
            Predicate = m => m.Text.StartsWith("LiveCaller: user.login:", StringComparison.Ordinal),
            Timeout = 180_000,
        });
        await ana.EmitAsync("user.login", "undefined");

        Assert.Contains("undefined", (await said).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tags_make_one_chat_and_a_router_that_replaces_the_body_leaves_it()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host) + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Before the page changed");

        await ana.Page.EvaluateAsync("""
            () => {
              history.pushState(null, '', '/lamps/oak');
              const body = document.createElement('body');
              body.textContent = 'Another page';
              document.body.replaceWith(body);
            }
            """);

        await Expect(ana.Page.Locator("body")).ToHaveTextAsync("Another page");
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(1);
        await ana.SaysAsync("And after it");
        await ana.SeesAsync("Before the page changed");
        await ana.HearsAsync("conversationWasStarted", 1);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task On_a_phone_the_chat_fills_the_screen()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, width: 390, height: 780);
        await ana.OpenChatAsync();

        var box = await ana.FrameElement.BoundingBoxAsync();
        Assert.Equal((0, 0, 390, 780), (box!.X, box.Y, box.Width, box.Height));

        await ana.Frame.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(ana.FrameElement).ToBeHiddenAsync();
        await Expect(ana.Launcher).ToBeFocusedAsync();
    }
}
