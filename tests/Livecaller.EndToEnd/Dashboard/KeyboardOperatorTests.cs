using System.Globalization;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Dashboard;

/// <summary>An operator who never touches the mouse.</summary>
public sealed class KeyboardOperatorTests(Browser browser)
{
    private const int Conversations = 10;
    private static readonly string[] Settings = [.. LivecallerProcess.Seed, .. LivecallerProcess.ManyLogins];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_waiting_conversations_are_answered_with_canned_replies_and_closed()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var api = await OperatorApi.SignInAsync(host.Address, Cancelled);
        await api.ChangeWidgetAsync(new { fields = new object[] { new { name = "name", label = "Your name", type = "name", required = true, order = 1 } } }, Cancelled);
        await api.AddCannedReplyAsync("thanks", "Thank you, {{visitor.name}}. Yours, {{operator.name}}", Cancelled);
        await api.AddCannedReplyAsync("hours", "We open at 8.", Cancelled);
        List<VisitorApi> visitors = [];
        for (var i = 1; i <= Conversations; i++)
            visitors.Add(await VisitorApi.AskAsync(host.Address, $"Question {i}", new Dictionary<string, string> { ["name"] = $"Ana {i}" }, Cancelled));
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await Expect(nino.Items).ToHaveCountAsync(Conversations);
        var field = nino.Page.Locator("[data-lc-text]");
        var presses = 0;

        await PressAsync("j", "Enter");
        for (var i = 1; i <= Conversations; i++)
        {
            // The one who has waited longest is the next.
            await Expect(field).ToHaveAttributeAsync("data-lc-conversation", visitors[i - 1].Conversation);
            await Expect(field).ToBeFocusedAsync();
            await PressAsync("/", "t");
            await Expect(nino.Page.GetByRole(AriaRole.Option, new() { Name = "/thanks" })).ToHaveAttributeAsync("aria-selected", "true");
            await PressAsync("Enter");
            await Expect(field).ToHaveValueAsync($"Thank you, Ana {i}. Yours, Nino");
            await PressAsync("Control+Enter");
        }

        await Expect(nino.Page.GetByText("Nobody is waiting")).ToBeVisibleAsync();
        for (var i = 1; i <= Conversations; i++)
        {
            Assert.Equal(("closed", $"Thank you, Ana {i}. Yours, Nino"), (await api.StatusAsync(visitors[i - 1].Conversation, Cancelled), (await visitors[i - 1].ReadAsync(Cancelled))[^1]));
            visitors[i - 1].Dispose();
        }

        Assert.Empty(nino.Person.Errors);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Conversations} conversations answered and closed with {presses} key presses."));
        Assert.True(presses <= 5 * Conversations, $"{presses} key presses.");

        async Task PressAsync(params string[] keys)
        {
            foreach (var key in keys)
            {
                presses++;
                await nino.Page.Keyboard.PressAsync(key);
            }
        }
    }

    [Fact]
    public async Task A_note_is_written_tagged_and_handed_over_without_a_mouse()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var api = await OperatorApi.SignInAsync(host.Address, Cancelled);
        await api.InviteAsync("Luka Okropiridze", "luka@fern-oak.example", Cancelled);
        using var ana = await VisitorApi.AskAsync(host.Address, "My lamp flickers", null, Cancelled);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        var (page, keys) = (nino.Page, new Keys(nino.Page));
        await Expect(nino.Items).ToHaveCountAsync(1);
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("[data-lc-text]")).ToBeFocusedAsync();

        // What follows the key at once is already in the note.
        await keys.PressAsync("Escape");
        await keys.TypeAsync("nAsk @lu");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "Luka Okropiridze" })).ToBeVisibleAsync();
        await keys.PressAsync("Enter");
        await keys.TypeAsync("about batch 12");
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = "Note of" })).ToContainTextAsync("Ask @Luka Okropiridze about batch 12");
        Assert.Equal(["My lamp flickers"], await ana.ReadAsync(Cancelled));

        await keys.PressAsync("Escape");
        await keys.PressAsync("#");
        await Expect(page.Locator("[data-lc-tag-input]")).ToBeFocusedAsync();
        await keys.TypeAsync("lamp");
        await keys.PressAsync("Enter");
        await Expect(nino.Items.First).ToContainTextAsync("lamp");

        await keys.PressAsync("Escape");
        await keys.PressAsync("t");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true })).ToBeFocusedAsync();
        await keys.TypeAsync("Luka");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("She waits since Monday");
        await keys.TabToAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Transfer" }));
        await keys.PressAsync("Enter");
        await Expect(page.GetByText("She waits since Monday")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Contains("Luka Okropiridze", (await ana.ReadAsync(Cancelled))[^1], StringComparison.Ordinal);
        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task The_list_of_canned_replies_is_closed_by_Escape_and_single_letters_can_be_switched_off()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var api = await OperatorApi.SignInAsync(host.Address, Cancelled);
        await api.AddCannedReplyAsync("hello", "Hello {{visitor.name}}, how can I help?", Cancelled);
        using var ana = await VisitorApi.AskAsync(host.Address, "Hi there", null, Cancelled);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        var (page, keys, field) = (nino.Page, new Keys(nino.Page), nino.Page.Locator("[data-lc-text]"));
        await nino.OpenAsync("Hi there");
        await Expect(field).ToBeFocusedAsync();

        await keys.TypeAsync("/hel");
        await Expect(page.GetByRole(AriaRole.Listbox, new() { Name = "Canned replies" })).ToBeVisibleAsync();
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", "lc-replies-0");
        await keys.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Listbox)).ToHaveCountAsync(0);
        await Expect(field).ToHaveValueAsync("/hel");
        await field.FillAsync("");
        await keys.TypeAsync("/hel");
        await keys.PressAsync("Enter");
        // Nobody is called by a number.
        await Expect(field).ToHaveValueAsync("Hello, how can I help?");
        await Expect(page.GetByText("it was left out")).ToBeVisibleAsync();

        await keys.PressAsync("Escape");
        await keys.PressAsync("?");
        await keys.TabToAsync(page.GetByLabel("Single-letter shortcuts"));
        await keys.PressAsync("Space");
        await keys.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await keys.PressAsync("n");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Reply" })).ToHaveAttributeAsync("aria-selected", "true");
        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task A_text_that_is_longer_than_a_message_of_the_circuit_arrives_whole()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var ana = await VisitorApi.AskAsync(host.Address, "Hi there", null, Cancelled);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await nino.OpenAsync("Hi there");
        var text = "a" + string.Concat(Enumerable.Repeat("👋🏽ა", 1_900)) + "z";

        await nino.Page.Locator("[data-lc-text]").FillAsync(text);
        await nino.Page.Keyboard.PressAsync("Enter");

        await Expect(nino.Page.Locator(".lc-ours:not(.lc-pending)")).ToHaveCountAsync(1);
        Assert.Equal(text, (await ana.ReadAsync(Cancelled))[^1]);
        await nino.SaysAsync("Still here");
        Assert.Empty(nino.Person.Errors);
    }
}
