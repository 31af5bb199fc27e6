using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>The chat in another language, without loading the page anew.</summary>
public sealed class LanguageTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    [Fact]
    public async Task An_open_chat_changes_words_direction_and_times_at_once_and_loads_one_file_for_each_language()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, path: "/languages");
        List<string> files = [];
        ana.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/texts/", StringComparison.Ordinal)) files.Add(new Uri(request.Url).Segments[^1]);
        };
        await ana.OpenChatAsync();
        await ana.SaysAsync("Where is my lamp?");
        await ana.SeesThatAllIsSentAsync();
        await ana.Input.FillAsync("Half a sentence");
        await Expect(ana.Log.Locator("time").Last).ToHaveTextAsync("now");
        await ana.Page.EvaluateAsync("() => { window.isTheSamePage = true; }");

        await SpeaksAsync(ana, "ru", "ltr", "Сообщение", "сейчас", "Закрыть");
        await SpeaksAsync(ana, "ar", "rtl", "الرسالة", "الآن", "إغلاق");
        await Pictures.TakeAsync(ana.Page, "chat-language-changed");
        await SpeaksAsync(ana, "en", "ltr", "Message", "now", "Close");
        await SpeaksAsync(ana, "ru", "ltr", "Сообщение", "сейчас", "Закрыть");

        Assert.True(await ana.Page.EvaluateAsync<bool>("() => window.isTheSamePage"));
        Assert.Equal(["ru.json", "ar.json"], files);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_translation_that_is_missing_leaves_the_chat_in_English()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, path: "/languages");
        await ana.Page.RouteAsync("**/texts/ar.json", route => route.FulfillAsync(new() { Status = 404, Body = "Not here" }));
        await ana.OpenChatAsync();

        var answer = await ana.Page.RunAndWaitForResponseAsync(() => Choose(ana, "ar"), "**/texts/ar.json");
        Assert.Equal(404, answer.Status);
        await ana.SaysAsync("Is anybody there?");
        await ana.SeesThatAllIsSentAsync();
        await Expect(ana.Page.Locator(".lc").Last).ToHaveAttributeAsync("dir", "ltr");

        await SpeaksAsync(ana, "ru", "ltr", "Сообщение", "сейчас", "Закрыть");
        // The browser itself says that a file was not there, and nobody says more.
        Assert.All(ana.Person.Errors, error => Assert.Contains("404", error, StringComparison.Ordinal));
    }

    // The page beside the panel stays usable.
    private static Task Choose(Visitor visitor, string language) =>
        visitor.Page.GetByRole(AriaRole.Button, new() { Name = language, Exact = true }).ClickAsync();

    private static async Task SpeaksAsync(Visitor visitor, string language, string direction, string field, string time, string launcher)
    {
        await Choose(visitor, language);
        await Expect(visitor.Chat.Locator("textarea")).ToHaveAttributeAsync("aria-label", field);
        foreach (var root in await visitor.Page.Locator(".lc").AllAsync())
        {
            await Expect(root).ToHaveAttributeAsync("lang", language);
            await Expect(root).ToHaveAttributeAsync("dir", direction);
        }

        await Expect(visitor.Chat.Locator("[role=log] time").Last).ToHaveTextAsync(time);
        await Expect(visitor.Page.Locator("button.launcher")).ToHaveAttributeAsync("aria-label", launcher);
    }
}
