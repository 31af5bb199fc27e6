using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>
/// Every state of the chat, in light and dark and in both directions: reachable for everyone by axe's rules, named for a screen reader,
/// and looking as it looked when somebody last judged it.
/// </summary>
public sealed class GalleryTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("ltr", "en")]
    [InlineData("rtl", "ar")]
    public async Task Every_state_can_be_reached_by_everyone_and_looks_as_it_did(string direction, string language)
    {
        await using var gallery = await LivecallerProcess.StartGalleryAsync();
        await using var person = await browser.OpenAsync(gallery.Address, Size.Narrow.Width, Size.Narrow.Height);
        var page = await GalleryPage.OpenAsync(person, language);
        var comparer = await PictureComparer.OpenAsync(person);
        var faults = new List<string>();

        foreach (var state in await page.StatesAsync())
        {
            try
            {
                await page.ShowAsync(state);
                if (direction == "ltr") faults.AddRange(await Roles.CheckAsync(person.Page, state.Name));
                foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    var name = $"{state.Name}-{theme.ToString().ToLowerInvariant()}-{direction}";
                    await page.TurnAsync(theme);
                    faults.AddRange((await Axe.FaultsAsync(person.Page)).Select(fault => $"{name}: {fault}"));
                    if (await comparer.DifferenceAsync(name, await page.PictureAsync()) is { } difference) faults.Add($"{name}: {difference}");
                }
            }
            catch (Exception e) when (e is TimeoutException or PlaywrightException or InvalidOperationException)
            {
                faults.Add($"{state.Name}: {e.Message}");
            }
        }

        // What the chat tells the developer of a site begins with its name: the states of trouble do.
        faults.AddRange(person.Errors.Where(error => !error.StartsWith("Livecaller: ", StringComparison.Ordinal)).Select(e => $"The page complained: {e}"));
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }
}
