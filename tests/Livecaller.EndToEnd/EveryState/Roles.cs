using System.Text.RegularExpressions;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>What a screen reader finds in a state: roles and names, as they stand in <c>EveryState/Roles</c>. <c>PICTURES=write</c> rewrites them.</summary>
internal static partial class Roles
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Livecaller.EndToEnd", "EveryState", "Roles");

    public static async Task<IReadOnlyList<string>> CheckAsync(IPage page, string state)
    {
        var faults = new List<string>();
        var unnamed = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.lc')].flatMap(root => [root, ...root.querySelectorAll('*')])
              .filter(e => e.matches('button, a[href], input, textarea, select, [role=button], [role=menuitem], [role=slider], [tabindex="0"]'))
              .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.type !== 'file')
              .filter(e => !(e.ariaLabel || e.getAttribute('aria-labelledby') || e.labels?.length || e.innerText?.trim() || e.title))
              .map(e => e.outerHTML.slice(0, 200))
            """);
        faults.AddRange(unnamed.Select(e => $"{state}: has no name: {e}"));

        var found = await page.Locator("body").AriaSnapshotAsync() + "\n";
        found = FileAddress().Replace(found, "/url: (a file)");
        var file = Path.Combine(Folder, state + ".yml");
        if (Pictures.AreWritten)
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(file, found);
        }
        else if (!File.Exists(file)) faults.Add($"{state}: its roles are not written down: PICTURES=write writes them.");
        else if (await File.ReadAllTextAsync(file) is var stored && stored != found)
            faults.Add($"{state}: a screen reader finds something else than {file} says:\n{found}");
        return faults;
    }

    // Each run has other addresses of files.
    [GeneratedRegex(@"/url: (blob:)?http://127\.0\.0\.1\S*")]
    private static partial Regex FileAddress();
}
