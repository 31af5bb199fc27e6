using System.Text.RegularExpressions;

namespace Livecaller.Architecture.Tests;

/// <summary>Verifies that each package documents the reason for each public type.</summary>
public sealed partial class PublicApiTests
{
    public static TheoryData<string> Packages =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "PublicAPI.Unshipped.txt", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_type_has_a_reason_and_every_reason_a_type(string package)
    {
        var folder = Path.Combine(Repository.Root, "src", package);
        var types = new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" }
            .SelectMany(f => File.ReadLines(Path.Combine(folder, f)))
            .Where(line => TypeLine().IsMatch(line))
            .Select(line => line[(line.LastIndexOf('.') + 1)..])
            .ToHashSet(StringComparer.Ordinal);
        var named = File.ReadLines(Path.Combine(folder, "PublicAPI.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split(" | ")[0]).Select(m => m.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(types.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    // The line of a type only contains its name. Lines of members contain an arrow or parentheses.
    [GeneratedRegex(@"^[A-Za-z_][\w.]*(<\w+>)?$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
