using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.People;

/// <summary>Somebody who has a keyboard and nothing else.</summary>
internal sealed class Keys(IPage page)
{
    /// <summary>Nothing in the chat is further away than this.</summary>
    private const int MaxSteps = 20;

    private const string Describe = """
        () => {
          const e = document.activeElement;
          return !e || e === document.body ? 'nothing'
            : e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent.trim() ?? (e.textContent.trim().slice(0, 40) || e.tagName);
        }
        """;

    /// <summary>Goes on with Tab until a control has the focus.</summary>
    public Task TabToAsync(ILocator control) => MoveToAsync(control, "Tab");

    /// <summary>Goes back with Shift and Tab until a control has the focus.</summary>
    public Task TabBackToAsync(ILocator control) => MoveToAsync(control, "Shift+Tab");

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    private async Task MoveToAsync(ILocator control, string key)
    {
        await Expect(control).ToBeVisibleAsync();
        var passed = new List<string> { await page.EvaluateAsync<string>(Describe) };
        while (!await control.EvaluateAsync<bool>("e => e === document.activeElement"))
        {
            Assert.True(passed.Count <= MaxSteps, $"{control} is not reached by {key}. On the way: {string.Join(" → ", passed)}.");
            await PressAsync(key);
            passed.Add(await page.EvaluateAsync<string>(Describe));
        }
    }
}
