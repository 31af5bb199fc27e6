using Microsoft.Playwright;

namespace Livecaller.EndToEnd.EveryState;

/// <summary>
/// axe, the checker of accessibility, in the page: its rules of WCAG 2.x A and AA with contrast of 4.5 : 1, its best practices and its experiments,
/// and the size of targets, which it leaves out unless asked.
/// </summary>
internal static class Axe
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ThirdParty", "axe.min.js"));

    public static Task LoadAsync(IPage page) => page.EvaluateAsync(Script);

    /// <summary>What breaks a rule: the rule, the element, and what is wrong with it.</summary>
    public static async Task<string[]> FaultsAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        async () => {
          const { violations } = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
          return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 300)} ${node.failureSummary}`));
        }
        """);
}
