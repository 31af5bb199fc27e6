using System.Text.RegularExpressions;

namespace Livecaller.Blazor.Tests.Theming;

public sealed partial class StylesTests
{
    public static TheoryData<string> Parts => [.. Sheets.All.Where(sheet => sheet != Sheets.Tokens)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Colours_spaces_radii_type_and_motion_come_from_tokens(string sheet) =>
        Assert.Empty(Declarations(sheet).Where(IsLiteral).Select(d => $"{sheet}: {d.Name}: {d.Value} — take a token of {Sheets.Tokens}"));

    [Theory]
    [MemberData(nameof(Parts))]
    public void Nothing_has_a_left_or_a_right(string sheet) =>
        Assert.Empty(Declarations(sheet).Where(d => Physical().IsMatch(d.Name) || d.Value is "left" or "right").Select(d => $"{sheet}: {d.Name}"));

    [Fact]
    public void A_font_that_is_missing_leaves_the_devices_own()
    {
        var families = Declarations(Sheets.Tokens).Single(d => d.Name == "--lc-font").Value;
        Assert.EndsWith("system-ui, sans-serif", families, StringComparison.Ordinal);
        // None is loaded: there is nothing to wait for, and nothing that could be refused.
        Assert.DoesNotContain(Sheets.All, sheet => Sheets.Read(sheet).Contains("@font-face", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_token_that_is_used_exists()
    {
        var own = Sheets.All.SelectMany(sheet => Declarations(sheet).Select(d => d.Name)).Where(n => n.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        var used = Sheets.All.SelectMany(sheet => WithoutFallback().Matches(Sheets.Read(sheet)).Select(m => m.Groups[1].Value));
        Assert.Empty(used.Distinct().Except(own));
    }

    [Theory]
    [InlineData("padding", "7px 8px", true)]
    [InlineData("color", "#fff", true)]
    [InlineData("background", "rgb(0 0 0 / .2)", true)]
    [InlineData("transition", "opacity .2s", true)]
    [InlineData("padding", "var(--lc-space-2) 0", false)]
    [InlineData("border", "1px solid var(--lc-line)", false)]
    [InlineData("inline-size", "48px", false)]
    public void The_rule_finds_what_it_looks_for(string name, string value, bool literal) => Assert.Equal(literal, IsLiteral((name, value)));

    private static bool IsLiteral((string Name, string Value) declaration) =>
        !declaration.Name.StartsWith("--", StringComparison.Ordinal)
        && (Color().IsMatch(declaration.Value)
            || Duration().IsMatch(declaration.Value)
            || (Measured().IsMatch(declaration.Name) && Length().IsMatch(declaration.Value)));

    private static IEnumerable<(string Name, string Value)> Declarations(string sheet) =>
        Declaration().Matches(Comment().Replace(Sheets.Read(sheet), "")).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Trim()));

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*([\w-]+):\s*([^;{]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|hwb)\(|\b(white|black|red|gr[ae]y)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Color();

    [GeneratedRegex(@"\d(ms|s)\b")]
    private static partial Regex Duration();

    [GeneratedRegex("^(padding|margin|gap|row-gap|column-gap|font|font-size|.*radius)(-.*)?$")]
    private static partial Regex Measured();

    [GeneratedRegex(@"[1-9]\d*(\.\d+)?(px|rem)\b")]
    private static partial Regex Length();

    [GeneratedRegex("(left|right)$|^(left|right)")]
    private static partial Regex Physical();

    [GeneratedRegex(@"var\((--lc-[\w-]+)\)")]
    private static partial Regex WithoutFallback();
}
