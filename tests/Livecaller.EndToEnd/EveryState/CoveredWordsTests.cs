using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>Nothing lies on the words of a conversation while nobody touches it, wherever it is scrolled to.</summary>
public sealed class CoveredWordsTests(Browser browser)
{
    // Longer than anything that is only shown while the visitor scrolls.
    private const string Look = """
        async () => {
          document.activeElement?.blur();
          const log = [...document.querySelectorAll('.lc [role=log]')].find(l => l.clientHeight > 0 && !l.closest('[inert]'));
          if (!log) return [];
          const faults = [];
          const room = log.scrollHeight - log.clientHeight;
          for (const part of room > 1 ? [0, .5, 1] : [0]) {
            log.scrollTop = room * part;
            await new Promise(next => setTimeout(next, room > 1 ? 760 : 50));
            const view = log.getBoundingClientRect();
            const lies = element => ['absolute', 'fixed', 'sticky'].includes(getComputedStyle(element).position)
              && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
              && !element.contains(log) && !element.closest('[role=menu], .viewer, .screen, .drop, [data-lc-layer]:has([aria-expanded=true])');
            const above = [...document.querySelectorAll('.lc-frame *')].filter(lies).map(element => [element, element.getBoundingClientRect()])
              .filter(([, box]) => box.width > 2 && box.height > 2);
            for (const words of log.querySelectorAll('.text, .line, .day span, .footer time, .footer .reason, .sender:not(.hidden)')) {
              const range = document.createRange();
              range.selectNodeContents(words);
              for (const line of range.getClientRects()) {
                if (line.width < 1 || line.bottom < view.top + 2 || line.top > view.bottom - 2) continue;
                for (const [element, box] of above) {
                  if (element.contains(words) || words.contains(element)) continue;
                  const [across, down] = [Math.min(line.right, box.right) - Math.max(line.left, box.left), Math.min(line.bottom, box.bottom) - Math.max(line.top, box.top)];
                  if (across > 1 && down > 1) faults.push(`at ${part}: ${element.outerHTML.slice(0, 120)} lies on "${words.textContent.slice(0, 40)}"`);
                }
              }
            }
          }
          return [...new Set(faults)];
        }
        """;

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 800)]
    public async Task Nothing_covers_words_at_rest_in_any_state(int width, int height)
    {
        await using var gallery = await LivecallerProcess.StartGalleryAsync();
        var states = (await GalleryPage.StatesAsync(gallery.Address)).Where(s => s.Name is not ("launcher" or "teaser")).ToList();
        await using var person = await browser.OpenAsync(gallery.Address, width, height);
        var page = await GalleryPage.OpenAsync(person, "en");
        var faults = new List<string>();
        foreach (var state in states)
        {
            await page.ShowAsync(state, new(width, height));
            faults.AddRange((await person.Page.EvaluateAsync<string[]>(Look)).Select(fault => $"{state.Name} {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task The_day_is_named_while_the_visitor_scrolls_and_gone_a_moment_later()
    {
        await using var gallery = await LivecallerProcess.StartGalleryAsync();
        var state = (await GalleryPage.StatesAsync(gallery.Address)).Single(s => s.Name == "texts");
        await using var person = await browser.OpenAsync(gallery.Address, 390, 500);
        var page = await GalleryPage.OpenAsync(person, "en");
        await page.ShowAsync(state, new(390, 500));
        var chip = person.Page.Locator(".lc [data-lc-day]");
        await Assertions.Expect(chip).ToBeHiddenAsync();

        await person.Page.EvaluateAsync("() => { const log = document.querySelector('.lc [role=log]'); log.scrollTop = log.scrollHeight / 2; }");

        await Assertions.Expect(chip).ToBeVisibleAsync();
        await Assertions.Expect(chip).Not.ToHaveTextAsync("");
        await Assertions.Expect(chip).ToBeHiddenAsync();
    }
}
