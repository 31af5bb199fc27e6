using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using OtpNet;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Account;

/// <summary>An operator at the page of the account, with an authenticator app and a device that has passkeys.</summary>
internal sealed class AccountPages(Person person, Uri address) : IAsyncDisposable
{
    private const int StepSeconds = 30;

    private ICDPSession? _device;

    public IPage Page => person.Page;

    public string Key { get; private set; } = "";

    public static async Task<AccountPages> OpenAsync(Browser browser, LivecallerProcess host)
    {
        // Browsers have no passkeys for IP addresses.
        var address = new UriBuilder(host.Address) { Host = "localhost" }.Uri;
        return new AccountPages(await browser.OpenAsync(address, 1360, 820), address);
    }

    public string Code(int steps = 0) => new Totp(Base32Encoding.ToBytes(Key.Replace(" ", "", StringComparison.Ordinal)))
        .ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(StepSeconds * steps).UtcDateTime);

    /// <summary>Gives the browser a device with passkeys. Returns its id.</summary>
    public async Task<string> PlugInAsync(bool isUserVerified = true)
    {
        _device ??= await Page.Context.NewCDPSessionAsync(Page);
        await _device.SendAsync("WebAuthn.enable");
        var added = await _device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified,
                automaticPresenceSimulation = true,
            },
        });
        return added!.Value.GetProperty("authenticatorId").GetString()!;
    }

    /// <summary>What the device does when it asks for a fingerprint from now on.</summary>
    public Task RecognizeAsync(string device, bool isUserVerified) =>
        _device!.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = isUserVerified });

    public async Task EnterPasswordAsync()
    {
        await Page.GotoAsync(new Uri(address, "/dashboard").AbsoluteUri);
        await Page.GetByLabel("Email").FillAsync(LivecallerProcess.OperatorEmail);
        await Page.GetByLabel("Password").FillAsync(LivecallerProcess.OperatorPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    public async Task OpenAccountAsync()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Your account" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();
    }

    public async Task SignOutAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await Expect(Page.GetByLabel("Email")).ToBeVisibleAsync();
    }

    /// <summary>Sets an authenticator app up; returns the recovery codes.</summary>
    public async Task<string[]> AddAuthenticatorAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set up an app" }).ClickAsync();
        Key = await Page.Locator("#lc-authenticator-key").InnerTextAsync();
        var form = Page.GetByRole(AriaRole.Form, new() { Name = "Set up an app" });
        await form.GetByLabel("Current password").FillAsync(LivecallerProcess.OperatorPassword);
        // The code of the step before, so that the current one is still there for the sign-in. It is refused once the current step has ended.
        await HaveTimeInTheStepAsync();
        await form.GetByLabel("Code from the app").FillAsync(Code(-1));
        await form.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        var codes = await Page.Locator("#lc-codes").TextContentAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "I have saved them" }).ClickAsync();
        return codes!.Split('\n');
    }

    public async Task BeginPasskeyAsync(string name)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var form = Page.GetByRole(AriaRole.Form, new() { Name = "Add a passkey" });
        await form.GetByLabel("Name").FillAsync(name);
        await form.GetByLabel("Current password").FillAsync(LivecallerProcess.OperatorPassword);
        await form.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    public async Task AddPasskeyAsync(string name)
    {
        await BeginPasskeyAsync(name);
        await Expect(Passkey(name)).ToContainTextAsync("never used");
    }

    public ILocator Passkey(string name) => Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });

    public Task UsePasskeyAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

    public Task IsInsideAsync() => Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Inbox" })).ToBeVisibleAsync();

    public ValueTask DisposeAsync() => person.DisposeAsync();

    // A busy machine needs some seconds until the server has checked a code.
    private static async Task HaveTimeInTheStepAsync()
    {
        var passed = TimeSpan.FromSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % StepSeconds);
        if (passed > TimeSpan.FromSeconds(StepSeconds / 2)) await Task.Delay(TimeSpan.FromSeconds(StepSeconds) - passed, TimeProvider.System);
    }
}
