using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>axe, the checker of accessibility, in the page. All of its rules, the best practices too, and contrast of 4.5 : 1.</summary>
internal static class Axe
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ThirdParty", "axe.min.js"));

    public static Task LoadAsync(IPage page) => page.EvaluateAsync(Script);

    /// <summary>What breaks a rule: the rule, the element, and what is wrong with it.</summary>
    public static async Task<string[]> FaultsAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        async () => {
          const { violations } = await axe.run(document, { resultTypes: ['violations'] });
          return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 300)} ${node.failureSummary}`));
        }
        """);
}
