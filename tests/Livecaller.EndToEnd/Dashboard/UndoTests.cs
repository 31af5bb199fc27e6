using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Dashboard;

/// <summary>Messages that can be taken back, and drafts that survive the browser.</summary>
public sealed class UndoTests(Browser browser)
{
    private static readonly string[] Settings = [.. LivecallerProcess.Seed, .. LivecallerProcess.ManyLogins];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_taken_back_into_its_field_and_one_of_a_closed_tab_is_sent_once()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        using var ana = await VisitorApi.AskAsync(host.Address, "My lamp flickers", null, Cancelled);
        await using (var nino = await Operator.SignInAsync(browser, host.Address, sendsAtOnce: false))
        {
            await nino.OpenAsync("My lamp flickers");
            var field = nino.Page.Locator("[data-lc-text]");
            await nino.SaysAsync("Good mourning");
            await nino.Page.Locator("[data-lc-undo]").ClickAsync();
            await Expect(field).ToHaveValueAsync("Good mourning");
            await Expect(nino.Log.GetByText("Good mourning")).ToHaveCountAsync(0);
            await field.FillAsync("");
            await nino.SaysAsync("Good morning");
            await Expect(nino.Page.Locator("[data-lc-undo]")).ToBeVisibleAsync();
            await field.FillAsync("And one more");
            // The tab is closed in the middle of a sentence.
            using var api = await OperatorApi.SignInAsync(host.Address, Cancelled);
            await api.WaitForDraftAsync("And one more", Cancelled);
        }

        await using var again = await Operator.SignInAsync(browser, host.Address);
        await again.Page.GetByRole(AriaRole.Tab, new() { Name = "All" }).ClickAsync();
        await again.Items.First.ClickAsync();
        await again.SeesAsync("Good morning");
        await Expect(again.Page.Locator("[data-lc-text]")).ToHaveValueAsync("And one more");
        await Expect(again.Page.Locator("[data-lc-undo]")).ToHaveCountAsync(0);

        Assert.Equal(["My lamp flickers", "Good morning"], await ana.ReadAsync(Cancelled));
        Assert.Empty(again.Person.Errors);
    }
}
