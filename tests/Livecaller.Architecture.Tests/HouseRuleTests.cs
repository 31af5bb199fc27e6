using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Livecaller.Architecture.Tests;

public sealed partial class HouseRuleTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_file_is_longer_than_a_reader_bears()
    {
        var tooLong = Repository.Files(".cs", ".razor", ".css", ".js", ".ts", ".sh")
            .Select(file => (File: file, Lines: Repository.Read(file).Count(c => c == '\n')))
            .Where(entry => entry.Lines > LongestFile);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_package_says_why_it_is_here()
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
    public void Every_picture_and_page_that_a_document_names_is_there()
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
}
