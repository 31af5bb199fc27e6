using System.Net.Http.Json;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Keyboard;

/// <summary>Over a slow line the server wrote old values back into the field that somebody typed in: "HeoIo ti eonpa". The text belongs to the browser.</summary>
public sealed class SlowLineTests(Browser browser)
{
    private const string Text = "Hello, this is typed on the other end of a slow line";

    // People type unevenly: down to 40 ms a key, and with pauses in which the server's answers arrive.
    private static readonly int[] Rhythm = [40, 55, 120, 40, 70, 260, 45, 40, 90];

    [Theory]
    [InlineData(80)]
    [InlineData(240)]
    [InlineData(600)]
    public async Task Nothing_that_is_typed_in_the_dashboard_is_lost(int milliseconds)
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        await AskAsync(host.Address, "Is anybody there?");
        await using var line = new SlowLine(host.Address, TimeSpan.FromMilliseconds(milliseconds));
        await using var nino = await Operator.SignInAsync(browser, line.Address);

        var search = nino.Page.Locator("[data-lc-search]");
        await TypeAsync(search, "anybody ");
        await Expect(nino.Items).ToHaveCountAsync(1);
        Assert.Equal("anybody ", await search.InputValueAsync());

        await nino.OpenAsync("Is anybody there?");
        var field = nino.Page.Locator("[data-lc-text]");
        await TypeAsync(field, Text);
        Assert.Equal(Text, await field.InputValueAsync());
        await field.PressAsync("Enter");
        // The next sentence begins while the first is on its way.
        await TypeAsync(field, "And the next one");
        await nino.SeesAsync(Text);
        Assert.Equal("And the next one", await field.InputValueAsync());

        // An input method replaces what it has written, and paste brings much at once.
        await field.FillAsync("にほんごです");
        await Expect(field).ToHaveValueAsync("にほんごです");
        await field.PressAsync("Enter");
        await nino.SeesAsync("にほんごです");
        await Expect(field).ToHaveValueAsync("");
        Assert.Empty(nino.Person.Errors);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(240)]
    [InlineData(600)]
    public async Task Nothing_that_a_visitor_types_in_server_mode_is_lost(int milliseconds)
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var line = new SlowLine(app.Address, TimeSpan.FromMilliseconds(milliseconds));
        await using var ana = await Visitor.EnterAsync(browser, line.Address);
        await ana.OpenChatAsync();

        var field = ana.Input;
        await TypeAsync(field, Text);
        Assert.Equal(Text, await field.InputValueAsync());
        await field.PressAsync("Enter");
        await ana.SeesAsync(Text);
    }

    private static async Task TypeAsync(ILocator field, string text)
    {
        await field.FocusAsync();
        for (var i = 0; i < text.Length; i++)
            await field.PressSequentiallyAsync(text[i].ToString(), new() { Delay = Rhythm[i % Rhythm.Length] });
    }

    private static async Task AskAsync(Uri server, string text)
    {
        using var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Add("X-LC-Widget", LivecallerProcess.WidgetId);
        using var login = await http.PostAsJsonAsync("v1/widget/auth/login", new { }, TestContext.Current.CancellationToken);
        var session = await login.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("auth").GetProperty("access_token").GetString());
        using var started = await http.PostAsJsonAsync(
            "v1/widget/conversations", new { message = new { id = Guid.NewGuid().ToString(), content = text } }, TestContext.Current.CancellationToken);
        Assert.True(started.IsSuccessStatusCode);
    }
}
