using System.Text.RegularExpressions;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>The languages of the frame, which come from the server under a strict policy.</summary>
public sealed partial class FrameLanguageTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    [Fact]
    public async Task The_frame_loads_the_language_of_the_page_alone_and_another_when_the_page_wants_it()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host).Replace(" async", " data-locale=\"ko-KR\" async", StringComparison.Ordinal));
        await using var ana = await Guest.EnterAsync(browser, site);
        List<(string Path, int Status, string? Type)> files = [];
        ana.Page.Response += (_, response) =>
        {
            var path = new Uri(response.Url).AbsolutePath;
            if (path.Contains("/texts/", StringComparison.Ordinal)) files.Add((path, response.Status, response.Headers.GetValueOrDefault("content-type")));
        };

        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("채팅 열기");
        await ana.OpenChatAsync();
        await Expect(ana.Input).ToHaveAttributeAsync("aria-label", "메시지");

        await ana.Input.FillAsync("Half a sentence");
        await ana.EmitAsync("app.locale.update", "he");
        await Expect(ana.Input).ToHaveAttributeAsync("aria-label", "הודעה");
        await Expect(ana.Frame.Locator(".lc").First).ToHaveAttributeAsync("dir", "rtl");
        await Expect(ana.Input).ToHaveValueAsync("Half a sentence");
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("סגירה");

        Assert.Equal(
            [("/widget/_content/Livecaller.Blazor/texts/ko.json", 200, "application/json"), ("/widget/_content/Livecaller.Blazor/texts/he.json", 200, "application/json")],
            files);
        Assert.Empty(ana.Person.Errors);
    }

    /// <summary>WebAssembly has the globalization data of one culture only: the browser has to say the day.</summary>
    [Fact]
    public async Task Opening_hours_are_said_in_the_language_of_the_page()
    {
        await using var site = new StaticSite();
        await using var host = await LoaderTag.StartHostForAsync(site);
        using var nino = await OperatorApi.SignInAsync(host.Address, TestContext.Current.CancellationToken);
        await nino.AddDepartmentAsync("Lamps", TimeProvider.System.GetUtcNow().AddDays(3).DayOfWeek, TestContext.Current.CancellationToken);
        site.Put("/", LoaderTag.For(host).Replace(" async", " data-locale=\"ru\" async", StringComparison.Ordinal));
        await using var ana = await Guest.EnterAsync(browser, site);

        await ana.Launcher.ClickAsync();

        await Expect(ana.Frame.Locator("header").First).ToContainTextAsync(Opening(), new() { Timeout = 60_000 });
        await ana.EmitAsync("app.locale.update", "ar");
        await Expect(ana.Frame.Locator("header").First).ToContainTextAsync(ArabicOpening());
        Assert.Empty(ana.Person.Errors);
    }

    [GeneratedRegex("Откроется: (понедельник|вторник|среда|четверг|пятница|суббота|воскресенье), \\d{1,2}:\\d{2}")]
    private static partial Regex Opening();

    [GeneratedRegex("يفتح (الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد) الساعة \\d{1,2}:\\d{2}")]
    private static partial Regex ArabicOpening();
}
