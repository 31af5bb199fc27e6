using System.Net.Http.Json;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>One tab of the gallery, in which state follows state without a reload.</summary>
internal sealed class GalleryPage(IPage page, string language)
{
    public static async Task<GalleryPage> OpenAsync(Person person, string language)
    {
        await person.Page.GotoAsync("/");
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Axe.LoadAsync(person.Page);
        return new(person.Page, language);
    }

    /// <summary>Every state that there is, in its order.</summary>
    public static async Task<IReadOnlyList<GalleryState>> StatesAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        return (await http.GetFromJsonAsync<GalleryState[]>("states.json", TestContext.Current.CancellationToken))!;
    }

    /// <summary>Shows a state, and waits until nothing moves in it any more.</summary>
    public async Task ShowAsync(GalleryState state, Size? wanted = null)
    {
        var size = wanted ?? (state.IsWide ? Size.Wide : Size.Narrow);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.EvaluateAsync("address => Blazor.navigateTo(address)", $"/state/{state.Name}?theme=auto&lang={language}");
        await Expect(page.Locator($"[data-gallery-ready^='{state.Name} '], [data-gallery-failed]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        var failed = page.Locator("[data-gallery-failed]");
        if (await failed.CountAsync() > 0) throw new InvalidOperationException(await failed.TextContentAsync());
    }

    public async Task TurnAsync(ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await page.EvaluateAsync("() => import('./gallery.js').then(gallery => gallery.settle())");
    }

    /// <summary>What is to be pressed or read, and lies outside of a small window.</summary>
    public async Task<string[]> OutsideAsync(Size size)
    {
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return await page.EvaluateAsync<string[]>("""
            async () => {
              for (const _ of [1, 2]) await new Promise(next => requestAnimationFrame(next));
              return [...document.querySelectorAll('.lc *')]
                .filter(e => e.matches('button, a, input, textarea, select, p, h2, h3, .text, .label') && e.checkVisibility({ visibilityProperty: true }))
                .filter(e => e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.outerHTML.slice(0, 200));
            }
            """);
    }

    public Task<byte[]> PictureAsync() => page.ScreenshotAsync(new()
    {
        Animations = ScreenshotAnimations.Disabled,
        Caret = ScreenshotCaret.Hide,
        Scale = ScreenshotScale.Css,
    });
}
