using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.EndToEnd.EveryState;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Reports;

/// <summary>The reports and the live wall in a real browser, with made-up conversations of the last days.</summary>
public sealed class ReportsTests(Browser browser)
{
    private static readonly string[] Settings = [.. LivecallerProcess.Seed, .. LivecallerProcess.ManyLogins];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_are_accessible_in_both_themes_and_each_chart_is_there_as_a_table_and_as_csv()
    {
        await using var host = await FilledAsync();
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await nino.Page.Keyboard.PressAsync("g");
        await nino.Page.Keyboard.PressAsync("r");
        await Expect(nino.Page.Locator("[data-lc-report=volume] [data-lc-chart]")).ToBeVisibleAsync();
        await Expect(nino.Page.Locator("[data-lc-today]")).ToContainTextAsync("started");

        await IsAccessibleAsync(nino.Page, "[data-lc-report=ratings]");

        foreach (var chart in (string[])["volume", "first-answer", "waiting", "resolution"])
        {
            var report = nino.Page.Locator($"[data-lc-report={chart}]");
            // Screen readers read the table beside the chart, too.
            await Expect(report.GetByRole(AriaRole.Row)).ToHaveCountAsync(8);
            await report.GetByRole(AriaRole.Button, new() { Name = "show as a table" }).ClickAsync();
            await Expect(report.Locator("[data-lc-chart]")).ToHaveCountAsync(0);
            await Expect(report.GetByRole(AriaRole.Row)).ToHaveCountAsync(8);
        }

        await IsAccessibleAsync(nino.Page, "[data-lc-report=ratings]");
        foreach (var name in (string[])["volume", "hours", "operators", "ratings"])
        {
            var address = await nino.Page.Locator($"[data-lc-report={name}] header a").GetAttributeAsync("href");
            var csv = await nino.Page.APIRequest.GetAsync(new Uri(host.Address, "/dashboard/" + address).AbsoluteUri);
            Assert.Equal((200, "text/csv; charset=utf-8"), (csv.Status, csv.Headers["content-type"]));
            Assert.True((await csv.TextAsync()).Split("\r\n").Length > 2, $"{name} is empty.");
        }

        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task The_period_and_the_time_zone_are_in_the_address_and_an_empty_time_says_what_to_do()
    {
        await using var host = await FilledAsync();
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        var page = nino.Page;
        await page.GotoAsync("/dashboard/reports");
        await page.GetByLabel("Period").SelectOptionAsync("Last 30 days");
        await Expect(page.Locator("[data-lc-report=volume]").GetByRole(AriaRole.Row)).ToHaveCountAsync(31);
        Assert.Contains("period=30", page.Url, StringComparison.Ordinal);

        await page.GetByLabel("Time zone").FillAsync("Pacific/Kiritimati");
        await page.GetByLabel("Time zone").PressAsync("Enter");
        await Expect(page.Locator("[data-lc-report=volume] header a")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("Kiritimati"));
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Pacific/Kiritimati");
        await page.GotoAsync("/dashboard/reports?time_zone=Mars/Olympus");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Europe/Berlin");
        await IsAccessibleAsync(page, ".lc-empty");

        await page.GotoAsync("/dashboard/reports?period=custom&from=2020-02-01&to=2020-02-29");
        await Expect(page.GetByText("No conversations in this time")).ToBeVisibleAsync();
        await IsAccessibleAsync(page, ".lc-empty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Last 90 days" }).ClickAsync();
        await Expect(page.Locator("[data-lc-report=volume]").GetByRole(AriaRole.Row)).ToHaveCountAsync(91);
        await page.GetByLabel("Period").SelectOptionAsync("Today");
        await Expect(page.Locator("[data-lc-report=volume]").GetByRole(AriaRole.Row)).ToHaveCountAsync(25);
        await page.SetViewportSizeAsync(390, 844);
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth"));
        await IsAccessibleAsync(page, "[data-lc-report=volume]");
        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task The_wall_follows_what_happens_without_being_touched()
    {
        await using var host = await LivecallerProcess.StartHostAsync(Settings);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await nino.Page.GotoAsync("/dashboard/wall");
        await Expect(nino.Page.Locator("[data-lc-waiting] dd")).ToHaveTextAsync("0");
        await Expect(nino.Page.Locator("[data-lc-longest] dd")).ToHaveTextAsync("Nobody waits");
        await Expect(nino.Page.Locator("[data-lc-online] dd")).ToHaveTextAsync("1");
        await IsAccessibleAsync(nino.Page, "[data-lc-waiting]");

        await WriteAsync(host.Address, "Is the lamp in stock?");
        await Expect(nino.Page.Locator("[data-lc-waiting] dd")).ToHaveTextAsync("1");
        await Expect(nino.Page.Locator("[data-lc-longest] dd")).ToHaveTextAsync("1 min");
        await Expect(nino.Page.Locator("[data-lc-started] dd")).ToHaveTextAsync("1");
        await IsAccessibleAsync(nino.Page, "[data-lc-waiting]");

        using var bot = await OperatorApi.SignInAsync(host.Address, Cancelled);
        await bot.SaysAsync(await bot.FindAsync("Is the lamp in stock?", Cancelled), "It is.", Cancelled);
        await Expect(nino.Page.Locator("[data-lc-waiting] dd")).ToHaveTextAsync("0");
        await Expect(nino.Page.Locator("[data-lc-active] dd")).ToHaveTextAsync("1");
        await Expect(nino.Page.Locator("[data-lc-longest] dd")).ToHaveTextAsync("Nobody waits");
        Assert.Empty(nino.Person.Errors);
    }

    private static async Task<LivecallerProcess> FilledAsync()
    {
        var host = await LivecallerProcess.StartHostAsync(Settings);
        Assert.Equal(0, await host.StopAsync());
        var (code, _, complaints) = await host.RunCommandAsync("seed", "--conversations", "600", "--messages", "4000");
        Assert.True(code == 0, complaints);
        await host.RestartAsync();
        return host;
    }

    private static async Task WriteAsync(Uri address, string text)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address, "/v1/widget/") };
        http.DefaultRequestHeaders.Add("X-LC-Widget", LivecallerProcess.WidgetId);
        using var login = await http.PostAsJsonAsync("auth/login", new { }, Cancelled);
        var session = await login.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("auth").GetProperty("access_token").GetString());
        using var started = await http.PostAsJsonAsync("conversations", new { message = new { id = Guid.NewGuid(), content = text } }, Cancelled);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task IsAccessibleAsync(IPage page, string shown)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Expect(page.Locator(shown).First).ToBeVisibleAsync();
            await Axe.LoadAsync(page);
            Assert.Empty((await Axe.FaultsAsync(page)).Select(fault => $"{scheme}: {fault}"));
        }
    }
}
