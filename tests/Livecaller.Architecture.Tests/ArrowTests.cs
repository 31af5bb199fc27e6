namespace Livecaller.Architecture.Tests;

public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Livecaller.Protocol"] = [],
        ["Livecaller.Time"] = [],
        ["Livecaller"] = ["Livecaller.Protocol"],
        ["Livecaller.Components"] = ["Livecaller.Protocol", "Livecaller.Time"],
        ["Livecaller.Blazor"] = ["Livecaller", "Livecaller.Components", "Livecaller.Time"],
        ["Livecaller.Widget"] = ["Livecaller.Blazor"],
        ["Livecaller.Testing"] = ["Livecaller"],
        ["Livecaller.Realtime"] = ["Livecaller.Protocol"],
        ["Livecaller.Realtime.Redis"] = ["Livecaller.Realtime"],
        ["Livecaller.Server"] = ["Livecaller.Realtime"],
        ["Livecaller.Widget.Files"] = [],
        ["Livecaller.Server.PostgreSql"] = ["Livecaller.Server"],
        ["Livecaller.Server.S3"] = ["Livecaller.Server"],
        ["Livecaller.Dashboard"] = ["Livecaller.Components", "Livecaller.Server", "Livecaller.Widget.Files"],
        ["Livecaller.Host"] = ["Livecaller.Dashboard", "Livecaller.Realtime.Redis", "Livecaller.Server.PostgreSql", "Livecaller.Server.S3"],
    };

    // The projects whose output files, but not code, a project uses.
    private static readonly Dictionary<string, string[]> Files = new() { ["Livecaller.Widget.Files"] = ["Livecaller.Widget"] };

    // Projects that only run in a browser are covered by the end-to-end tests.
    private static readonly string[] TestedInABrowser = ["Livecaller.Widget"];

    private static readonly Dictionary<string, string[]> Samples = new()
    {
        ["Gallery"] = ["Livecaller.Blazor", "Livecaller.Testing"],
        ["Listener"] = ["Livecaller"],
        ["Storefront"] = ["Livecaller.Dashboard", "Storefront.Client"],
        ["Storefront.Client"] = ["Livecaller.Blazor"],
    };

    public static TheoryData<string> Projects => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project) =>
        Assert.Equal(Arrows[project], Repository.References("src")[project]);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_output_files_only_where_the_architecture_allows_it(string project) =>
        Assert.Equal(Files.GetValueOrDefault(project, []), Repository.FileReferences("src")[project]);

    [Fact]
    public void Every_project_has_its_references_defined() =>
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Repository.References("src").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_sample_references_only_what_an_app_would() => Assert.Equivalent(Samples, Repository.References("samples"), strict: true);

    [Fact]
    public void Every_project_has_tests()
    {
        var tested = Repository.References("tests").Keys;

        Assert.All(Arrows.Keys.Except(TestedInABrowser), project => Assert.Contains(project + ".Tests", tested));
    }

    [Fact]
    public void Client_and_server_do_not_reference_each_other()
    {
        string[] client = ["Livecaller", "Livecaller.Blazor", "Livecaller.Widget", "Livecaller.Testing"];
        string[] server =
        [
            "Livecaller.Realtime", "Livecaller.Realtime.Redis", "Livecaller.Server", "Livecaller.Server.PostgreSql", "Livecaller.Server.S3",
            "Livecaller.Widget.Files", "Livecaller.Dashboard", "Livecaller.Host",
        ];

        Assert.Empty(client.SelectMany(Reachable).Intersect(server));
        Assert.Empty(server.SelectMany(Reachable).Intersect(client));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Livecaller.slnx");

        Assert.All(
            // The scratch app uses packages instead of projects and is built separately.
            Repository.Files(".csproj").Where(project => !project.StartsWith("eng", StringComparison.Ordinal)),
            project => Assert.Contains(project.Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Reachable(string project)
    {
        var references = Repository.References("src");
        return references[project].SelectMany(next => Reachable(next).Prepend(next));
    }
}
