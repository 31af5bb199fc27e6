using Livecaller.EndToEnd.EveryState;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using ZXing;
using ZXing.Common;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Account;

/// <summary>The page of the account and the second step of the sign-in, in a real browser.</summary>
public sealed class AuthenticatorTests(Browser browser)
{
    private static readonly string[] Settings = [.. LivecallerProcess.Seed, .. LivecallerProcess.ManyLogins];

    [Fact]
    public async Task An_app_is_set_up_and_its_code_or_a_recovery_code_is_asked_for_at_the_next_sign_in()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        await nino.EnterPasswordAsync();
        await nino.OpenAccountAsync();
        var codes = await nino.AddAuthenticatorAsync();
        Assert.Equal(10, codes.Length);
        await nino.SignOutAsync();

        await nino.EnterPasswordAsync();
        Assert.DoesNotContain(await nino.Page.Context.CookiesAsync(), c => c.Name == ".Livecaller.Operator");
        await nino.Page.GetByLabel("Code").FillAsync("000000");
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(nino.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is wrong or was already used.");
        await nino.Page.GetByLabel("Code").FillAsync(nino.Code());
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await nino.IsInsideAsync();

        await nino.SignOutAsync();
        await nino.EnterPasswordAsync();
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Use a recovery code" }).ClickAsync();
        await nino.Page.GetByLabel("Recovery code").FillAsync(codes[0]);
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await nino.IsInsideAsync();
        await nino.OpenAccountAsync();
        await Expect(nino.Page.GetByText("Recovery codes left: 9.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Everything_is_done_with_the_keyboard_alone()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        await nino.EnterPasswordAsync();
        await nino.IsInsideAsync();
        var (page, keys) = (nino.Page, new Keys(nino.Page));
        await keys.TabToAsync(page.GetByRole(AriaRole.Link, new() { Name = "Your account" }));
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();
        await keys.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Change password" }));
        await keys.PressAsync("Enter");
        await keys.TabToAsync(page.GetByLabel("Current password"));
        await keys.TypeAsync(LivecallerProcess.OperatorPassword);
        await keys.TabToAsync(page.GetByLabel("New password"));
        await keys.TypeAsync("seven green umbrellas");
        await keys.PressAsync("Enter");

        await Expect(page.GetByText("Your password was changed.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Each_step_is_accessible(ColorScheme scheme)
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        var page = nino.Page;
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await nino.PlugInAsync();
        await nino.EnterPasswordAsync();
        await nino.OpenAccountAsync();
        await nino.AddPasskeyAsync("Work laptop");
        await IsAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up an app" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Work laptop" }).ClickAsync();
        await IsAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).First.ClickAsync();
        await nino.AddAuthenticatorAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await IsAccessibleAsync(page);
        await nino.SignOutAsync();
        await IsAccessibleAsync(page);
        await nino.EnterPasswordAsync();
        await page.GetByLabel("Code").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await IsAccessibleAsync(page);
    }

    [Fact]
    public async Task The_picture_contains_the_key()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await AccountPages.OpenAsync(browser, host);
        await nino.EnterPasswordAsync();
        await nino.OpenAccountAsync();
        await nino.Page.GetByRole(AriaRole.Button, new() { Name = "Set up an app" }).ClickAsync();

        var key = (await nino.Page.Locator("#lc-authenticator-key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        // The pixels of the picture as the browser draws them, one byte of gray each.
        var pixels = await nino.Page.EvaluateAsync<int[]>("""
            async () => {
              const svg = document.querySelector('.lc-qr').cloneNode(true);
              svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
              svg.setAttribute('width', 400); svg.setAttribute('height', 400);
              const image = new Image();
              image.src = 'data:image/svg+xml,' + encodeURIComponent(svg.outerHTML);
              await image.decode();
              const canvas = new OffscreenCanvas(400, 400).getContext('2d');
              canvas.drawImage(image, 0, 0, 400, 400);
              const { data } = canvas.getImageData(0, 0, 400, 400);
              return Array.from({ length: 400 * 400 }, (_, i) => data[4 * i]);
            }
            """);
        var source = new RGBLuminanceSource([.. pixels.Select(p => (byte)p)], 400, 400, RGBLuminanceSource.BitmapFormat.Gray8);
        var read = new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)));

        Assert.Contains($"secret={key}", read.Text, StringComparison.Ordinal);
    }

    private static async Task IsAccessibleAsync(IPage page)
    {
        await Axe.LoadAsync(page);
        Assert.Empty(await Axe.FaultsAsync(page));
    }
}
