using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>
/// Every state of the chat, in light and dark and in both directions: reachable for everyone by axe's rules, named for a screen reader,
/// and looking as it looked when somebody last judged it.
/// </summary>
public sealed class GalleryTests(Browser browser)
{
    // Pictures are kept of two of the four: both themes and both directions are in them, and a change of the look is half as large.
    private static readonly string[] Kept = ["light-ltr", "dark-rtl"];

    [Theory]
    [InlineData("ltr", "en")]
    [InlineData("rtl", "ar")]
    public async Task Every_state_can_be_reached_by_everyone_and_looks_as_it_did(string direction, string language)
    {
        await using var gallery = await LivecallerProcess.StartGalleryAsync();
        var states = await GalleryPage.StatesAsync(gallery.Address);
        Assert.True(states.Count > 50, $"The gallery has {states.Count} states.");

        // Two people look at one half each.
        var halves = states.Index().GroupBy(s => s.Index % 2, s => s.Item);
        var faults = await Task.WhenAll(halves.Select(half => LookAsync(gallery.Address, direction, language, half)));

        var all = faults.SelectMany(f => f).ToList();
        Assert.True(all.Count == 0, $"{all.Count} faults:\n\n{string.Join("\n\n", all)}");
    }

    private async Task<IReadOnlyList<string>> LookAsync(Uri address, string direction, string language, IEnumerable<GalleryState> states)
    {
        await using var person = await browser.OpenAsync(address, Size.Narrow.Width, Size.Narrow.Height);
        var page = await GalleryPage.OpenAsync(person, language);
        await using var judge = await browser.OpenAsync(address);
        var comparer = await PictureComparer.OpenAsync(judge);
        var faults = new List<string>();
        foreach (var state in states)
        {
            try
            {
                await page.ShowAsync(state);
                if (direction == "ltr") faults.AddRange(await Roles.CheckAsync(person.Page, state.Name));
                foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    var look = $"{theme.ToString().ToLowerInvariant()}-{direction}";
                    await page.TurnAsync(theme);
                    faults.AddRange((await Axe.FaultsAsync(person.Page)).Select(fault => $"{state.Name}, {look}: {fault}"));
                    if (!Kept.Contains(look)) continue;
                    if (await comparer.DifferenceAsync($"{state.Name}-{look}", await page.PictureAsync()) is { } difference) faults.Add(difference);
                }

                faults.AddRange((await page.OutsideAsync(Size.Enlarged)).Select(e => $"{state.Name}: lies outside of a window of 320 px: {e}"));
            }
            catch (Exception e) when (e is TimeoutException or PlaywrightException or InvalidOperationException)
            {
                faults.Add($"{state.Name}: {e.Message}");
            }
        }

        // What the chat tells the developer of a site begins with its name: the states of trouble do.
        var complaints = person.Errors.Where(error => !error.StartsWith("Livecaller: ", StringComparison.Ordinal));
        faults.AddRange(complaints.Select(error => $"The page complained: {error}"));
        return faults;
    }
}
