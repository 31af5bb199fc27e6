using System.Text.RegularExpressions;

namespace Livecaller.Components.Tests.Parts;

/// <summary>The parts take their colours, spaces and type from the page around them: the chat and the dashboard must both have every token.</summary>
public sealed partial class StyleTokensTests
{
    private static readonly string Source = FindSource();

    [Theory]
    [InlineData("Livecaller.Blazor/Theming/Themed.razor.css")]
    [InlineData("Livecaller.Dashboard/wwwroot/tokens.css")]
    public void Every_token_of_the_parts_is_there(string sheet)
    {
        var used = Directory.EnumerateFiles(Path.Combine(Source, "Livecaller.Components"), "*.razor.css", SearchOption.AllDirectories)
            .SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).Distinct().ToArray();
        var defined = Definition().Matches(File.ReadAllText(Path.Combine(Source, sheet))).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Contains("--lc-space-2", used);
        Assert.DoesNotContain(used, token => !defined.Contains(token));
    }

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Livecaller.slnx"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "src");
    }

    // One with a value of its own behind a comma is set by a script, or is for hosts.
    [GeneratedRegex(@"var\((--lc-[\w-]+)\)")]
    private static partial Regex Use();

    [GeneratedRegex(@"^\s*(--lc-[\w-]+):", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
