using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>What only a browser can show: focus, keys and scroll positions.</summary>
public sealed class ChatBehaviourTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private const int PageOfMessages = 50;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_field_has_the_focus_when_the_chat_was_opened_before_it_had_loaded()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);

        await ana.OpenChatAsync();
        await Expect(ana.Input).ToBeFocusedAsync();

        await ana.Page.Keyboard.TypeAsync("Typed at once");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.SeesAsync("Typed at once");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_reading_position_stays_when_earlier_messages_join_a_run()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Tell me everything");
        await ana.SeesThatAllIsSentAsync();
        var conversation = await nino.FindAsync("Tell me everything", Cancelled);

        // One run of one sender, of which only the last page is loaded at first.
        const int Count = PageOfMessages + 8;
        for (var i = 1; i <= Count; i++) await nino.SaysAsync(conversation, $"Message no. {i:00}", Cancelled);
        await ana.ReloadAsync();
        await ana.OpenChatAsync();
        await ana.SeesAsync($"Message no. {Count:00}");
        await Expect(ana.Bubble("Message no. 01")).ToHaveCountAsync(0);

        // Where the eye rests: read in the same task as the scrolling, before anything can load.
        var before = await ana.Log.EvaluateAsync<double>("""
            log => {
              log.scrollTop = 100;
              return [...log.querySelectorAll('.bubble')].find(b => b.textContent.includes('Message no. 14')).getBoundingClientRect().top;
            }
            """);
        await ana.SeesAsync("Message no. 01");
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Load earlier messages" })).ToHaveCountAsync(0);
        var after = await ana.Bubble("Message no. 14").EvaluateAsync<double>("b => b.getBoundingClientRect().top");

        Assert.InRange(after, before - 2, before + 2);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_visitor_ends_the_conversation_by_the_keyboard_alone()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Never mind");
        await ana.SeesThatAllIsSentAsync();
        var first = ana.Chat.GetByRole(AriaRole.Menu).Locator("button").First;
        var item = ana.Chat.GetByRole(AriaRole.Menuitem, new() { Name = "End conversation" });
        var end = ana.Chat.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true });

        // Escape closes what is open inside, not the chat, and gives the focus back.
        await ana.More.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(first).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(item).ToHaveCountAsync(0);
        await Expect(ana.More).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(first).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(item).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true })).ToBeFocusedAsync();
        await Pictures.TakeAsync(ana.Page, "chat-end-question");
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(end).ToHaveCountAsync(0);
        await Expect(ana.More).ToBeFocusedAsync();

        // A click elsewhere closes the menu and keeps the focus where it went.
        await ana.More.ClickAsync();
        await Expect(first).ToBeFocusedAsync();
        await ana.Input.ClickAsync();
        await Expect(item).ToHaveCountAsync(0);
        await Expect(ana.Input).ToBeFocusedAsync();

        await ana.More.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(first).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(item).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        // The question takes the focus itself, a moment after it is there.
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true })).ToBeFocusedAsync();
        await end.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(ana.Chat.GetByText("This conversation is closed")).ToBeVisibleAsync();

        // The focus is still in the chat, so that Escape closes it.
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.Chat).ToBeHiddenAsync();
        Assert.Empty(ana.Person.Errors);
    }
}
