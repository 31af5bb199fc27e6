using Livecaller.EndToEnd.EveryState;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Dashboard;

/// <summary>What operators answer with, seen by a checker of accessibility.</summary>
public sealed class AnsweringPagesTests(Browser browser)
{
    private static readonly string[] Settings = [.. LivecallerProcess.Seed, .. LivecallerProcess.ManyLogins];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 1360)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Notes_lists_dialogs_and_settings_are_accessible(ColorScheme scheme, int width)
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var api = await OperatorApi.SignInAsync(host.Address, Cancelled);
        await api.AddCannedReplyAsync("hello", "Hello {{visitor.name}}", Cancelled);
        await api.InviteAsync("Luka Okropiridze", "luka@fern-oak.example", Cancelled);
        using var ana = await VisitorApi.AskAsync(host.Address, "My lamp flickers", null, Cancelled);
        await api.NoteAsync(ana.Conversation, "The warehouse mixed up two batches", Cancelled);
        await api.BlockAsync("198.51.100.0/24", Cancelled);
        await api.TagAsync(ana.Conversation, ["lamp", "refund", "vip"], Cancelled);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        var page = nino.Page;
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(width, 820);
        await Axe.LoadAsync(page);
        await Expect(nino.Items.First).ToContainTextAsync("lamp");
        await IsAccessibleAsync("the list with tags");
        await page.Locator("[data-lc-filter]").ClickAsync();
        await page.Locator("[data-lc-view-new]").FillAsync("Everything");
        await page.Locator("[data-lc-view-new]").PressAsync("Enter");
        await Expect(page.Locator("[data-lc-view]")).ToHaveCountAsync(1);
        await IsAccessibleAsync("the filters and views");
        await page.Locator("[data-lc-filter]").ClickAsync();
        await nino.Items.First.FocusAsync();
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("[data-lc-bulk]")).ToContainTextAsync("1 selected");
        await IsAccessibleAsync("a selection");
        await page.Locator("[data-lc-bulk-clear]").ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Mentions" }).ClickAsync();
        await Expect(page.GetByText("Nobody has mentioned you")).ToBeVisibleAsync();
        await IsAccessibleAsync("an empty list");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Waiting" }).ClickAsync();

        await nino.Items.First.ClickAsync();
        await Expect(page.GetByText("The warehouse mixed up two batches")).ToBeVisibleAsync();
        await IsAccessibleAsync("a conversation with a note");
        await page.Locator("[data-lc-text]").PressSequentiallyAsync("/he");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await IsAccessibleAsync("the list of canned replies");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Note" }).ClickAsync();
        await page.Locator("[data-lc-note-text]").PressSequentiallyAsync("@lu");
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await IsAccessibleAsync("a note and the list of colleagues");
        await page.Locator("[data-lc-note-text]").FillAsync("");

        await page.Locator("[data-lc-claim]").ClickAsync();
        await page.Locator("[data-lc-transfer]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Transfer this conversation" })).ToBeVisibleAsync();
        await IsAccessibleAsync("the transfer");
        await page.Locator("[data-lc-hand-over] [data-lc-no]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Locator("[data-lc-keys]").EvaluateAsync("dialog => dialog.showModal()");
        await IsAccessibleAsync("the shortcuts");
        await page.Locator("[data-lc-close-dialog]").ClickAsync();

        foreach (var name in (string[])["canned-replies", "tags", "blocks"])
        {
            await page.GotoAsync("/dashboard/settings/" + name);
            await Expect(page.Locator(".lc-list li")).Not.ToHaveCountAsync(0);
            await Axe.LoadAsync(page);
            if (name == "canned-replies")
            {
                await page.Locator("[data-lc-add-reply]").ClickAsync();
                await page.Locator("[data-lc-reply-text]").FillAsync("Hi {{visitor.nam}}");
                await Expect(page.GetByText("There is no variable")).ToBeVisibleAsync();
            }

            await IsAccessibleAsync(name);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the window.");
        }

        Assert.Empty(nino.Person.Errors);

        async Task IsAccessibleAsync(string what)
        {
            var faults = await Axe.FaultsAsync(page);
            Assert.True(faults.Length == 0, $"{what}: {string.Join("\n", faults)}");
        }
    }

    [Fact]
    public async Task A_note_reaches_a_colleague_and_never_the_visitor()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var ana = await VisitorApi.AskAsync(host.Address, "My lamp flickers", null, Cancelled);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await using var other = await Operator.SignInAsync(browser, host.Address);
        await nino.OpenAsync("My lamp flickers");
        await other.OpenAsync("My lamp flickers");

        await nino.Page.GetByRole(AriaRole.Tab, new() { Name = "Note" }).ClickAsync();
        await nino.Page.Locator("[data-lc-note-text]").FillAsync("She calls every week");
        await nino.Page.Keyboard.PressAsync("Enter");

        await other.SeesAsync("She calls every week");
        await nino.SeesAsync("She calls every week");
        await nino.Page.GetByRole(AriaRole.Tab, new() { Name = "Reply" }).ClickAsync();
        await nino.SaysAsync("Hello");
        await Expect(nino.Page.Locator(".lc-ours:not(.lc-pending)")).ToHaveCountAsync(1);
        Assert.Equal(["My lamp flickers", "Hello"], await ana.ReadAsync(Cancelled));
    }
}
