using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Livecaller.Architecture.Tests;

public sealed partial class HouseRuleTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_file_exceeds_the_maximum_number_of_lines()
    {
        var tooLong = Repository.Files(".cs", ".razor", ".css", ".js", ".ts", ".sh")
            .Select(file => (File: file, Lines: Repository.Read(file).Count(c => c == '\n')))
            .Where(entry => entry.Lines > MaxLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_package_is_documented()
    {
        var documented = Repository.Read("docs/dependencies.md");
        var packages = XDocument.Parse(Repository.Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);

        Assert.All(packages, package => Assert.Contains($"`{package}`", documented, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_is_used()
    {
        var projects = string.Concat(Repository.Files(".csproj", ".props", ".targets").Select(Repository.Read));
        var packages = XDocument.Parse(Repository.Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);

        Assert.All(packages, package => Assert.Contains($"PackageReference Include=\"{package}\"", projects, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_has_one_exact_version()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => package.Attribute("Version")!.Value);

        Assert.All(versions, version => Assert.Matches(ExactVersion(), version));
    }

    [Fact]
    public void Every_promise_is_verified_by_existing_tests()
    {
        var tests = string.Concat(Repository.Files(".cs").Where(f => f.StartsWith("tests", StringComparison.Ordinal)).Select(Repository.Read));
        var promises = Repository.Read("docs/promises.md").Split('\n').Where(line => PromiseLine().IsMatch(line)).ToArray();

        Assert.True(promises.Length >= 15, "A promise is missing, or is written in another form.");
        Assert.All(promises, promise =>
        {
            var named = TestName().Matches(promise).Select(m => m.Groups[1].Value).ToArray();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains($" {name}(", tests, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_local_link_in_the_documentation_has_a_target()
    {
        var broken =
            from file in Repository.Files(".md")
            where !file.StartsWith("tests", StringComparison.Ordinal)
            from Match link in LocalLink().Matches(Repository.Read(file))
            let target = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{file}: {link.Groups[1].Value}";

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex LocalLink();

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex PromiseLine();

    [GeneratedRegex(@"`([A-Z]\w*_\w+)`")]
    private static partial Regex TestName();
}
