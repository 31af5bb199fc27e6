using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Account;

/// <summary>Passkeys in a real browser, with the device that Chromium pretends to have.</summary>
public sealed class PasskeyTests(Browser browser)
{
    private static readonly string[] Settings = [.. LivecallerProcess.Seed, .. LivecallerProcess.ManyLogins];

    [Fact]
    public async Task A_passkey_is_added_signs_in_and_is_refused_after_its_removal()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        await nino.PlugInAsync();
        await nino.EnterPasswordAsync();
        await nino.IsInsideAsync();
        await nino.OpenAccountAsync();
        await nino.AddPasskeyAsync("Work laptop");
        await nino.SignOutAsync();

        await nino.UsePasskeyAsync();
        await nino.IsInsideAsync();

        await nino.OpenAccountAsync();
        await Expect(nino.Passkey("Work laptop")).ToContainTextAsync("last used: now");
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Work laptop" }).ClickAsync();
        var form = nino.Page.GetByRole(AriaRole.Form, new() { Name = "Remove passkey" });
        await form.GetByLabel("Current password").FillAsync(LivecallerProcess.OperatorPassword);
        await form.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
        await Expect(nino.Passkey("Work laptop")).ToHaveCountAsync(0);
        await nino.SignOutAsync();
        await nino.UsePasskeyAsync();
        await Expect(nino.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This passkey can’t be used here.");
    }

    [Fact]
    public async Task Whoever_cancels_stays_on_the_page_and_can_try_again()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        var device = await nino.PlugInAsync(isUserVerified: false);
        await nino.EnterPasswordAsync();
        await nino.OpenAccountAsync();

        await nino.BeginPasskeyAsync("Work laptop");
        await Expect(nino.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No passkey was created.");
        await nino.RecognizeAsync(device, true);
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(nino.Passkey("Work laptop")).ToBeVisibleAsync();
        await nino.SignOutAsync();
        await nino.RecognizeAsync(device, false);
        await nino.UsePasskeyAsync();
        await Expect(nino.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No passkey was used.");
        await nino.RecognizeAsync(device, true);
        await nino.UsePasskeyAsync();
        await nino.IsInsideAsync();
    }

    [Fact]
    public async Task A_passkey_counts_as_both_factors()
    {
        await using var host = await LivecallerProcess.StartHostAsync([.. Settings, "--Livecaller:Operators:RequireSecondFactor=Everybody"]);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        await nino.PlugInAsync();
        await nino.EnterPasswordAsync();

        // Nothing else is there before the second factor.
        await Expect(nino.Page.GetByText("This server requires a second factor.")).ToBeVisibleAsync();
        await nino.Page.GotoAsync(new Uri(new Uri(nino.Page.Url), "/dashboard/widget").AbsoluteUri);
        await Expect(nino.Page.GetByText("This server requires a second factor.")).ToBeVisibleAsync();
        await Expect(nino.Page.GetByRole(AriaRole.Link, new() { Name = "Inbox" })).ToHaveCountAsync(0);

        await nino.AddPasskeyAsync("Work laptop");
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Go to the dashboard" }).ClickAsync();
        await Expect(nino.Page.GetByRole(AriaRole.Link, new() { Name = "Your account" })).ToBeVisibleAsync();
        await nino.SignOutAsync();
        await nino.EnterPasswordAsync();
        await Expect(nino.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sign in with your passkey.");
        await nino.UsePasskeyAsync();
        await nino.IsInsideAsync();
    }

    [Fact]
    public async Task At_an_ip_address_the_button_is_not_offered()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var person = await browser.OpenAsync(host.Address);

        await person.Page.GotoAsync("/dashboard/login");

        await Expect(person.Page.GetByLabel("Email")).ToBeVisibleAsync();
        await Expect(person.Page.Locator("[data-lc-passkey]")).ToHaveCountAsync(0);
    }
}
