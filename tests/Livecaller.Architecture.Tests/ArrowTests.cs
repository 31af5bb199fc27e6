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
        ["Livecaller.Server"] = ["Livecaller.Realtime"],
        ["Livecaller.Widget.Files"] = [],
        ["Livecaller.Dashboard"] = ["Livecaller.Components", "Livecaller.Server", "Livecaller.Widget.Files"],
        ["Livecaller.Host"] = ["Livecaller.Dashboard"],
    };

    // What a room takes files of, and no code.
    private static readonly Dictionary<string, string[]> Files = new() { ["Livecaller.Widget.Files"] = ["Livecaller.Widget"] };

    // What only runs in a browser is tested in one.
    private static readonly string[] TestedInABrowser = ["Livecaller.Widget"];

    private static readonly Dictionary<string, string[]> Samples = new()
    {
        ["Gallery"] = ["Livecaller.Blazor", "Livecaller.Testing"],
        ["Listener"] = ["Livecaller"],
        ["Storefront"] = ["Livecaller.Dashboard", "Storefront.Client"],
        ["Storefront.Client"] = ["Livecaller.Blazor"],
    };

    public static TheoryData<string> Rooms => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_what_the_house_allows(string room) =>
        Assert.Equal(Arrows[room], Repository.References("src")[room]);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_takes_files_only_where_the_house_allows_it(string room) =>
        Assert.Equal(Files.GetValueOrDefault(room, []), Repository.FileReferences("src")[room]);

    [Fact]
    public void Every_room_is_in_the_plan() =>
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Repository.References("src").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_sample_references_what_an_app_would() => Assert.Equivalent(Samples, Repository.References("samples"), strict: true);

    [Fact]
    public void Every_room_has_tests()
    {
        var tested = Repository.References("tests").Keys;

        Assert.All(Arrows.Keys.Except(TestedInABrowser), room => Assert.Contains(room + ".Tests", tested));
    }

    [Fact]
    public void The_halves_do_not_know_each_other()
    {
        string[] client = ["Livecaller", "Livecaller.Blazor", "Livecaller.Widget", "Livecaller.Testing"];
        string[] server = ["Livecaller.Realtime", "Livecaller.Server", "Livecaller.Widget.Files", "Livecaller.Dashboard", "Livecaller.Host"];

        Assert.Empty(client.SelectMany(Reachable).Intersect(server));
        Assert.Empty(server.SelectMany(Reachable).Intersect(client));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Livecaller.slnx");

        Assert.All(
            // The scratch app takes packages, not projects: it is built apart.
            Repository.Files(".csproj").Where(project => !project.StartsWith("eng", StringComparison.Ordinal)),
            project => Assert.Contains(project.Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Reachable(string room)
    {
        var references = Repository.References("src");
        return references[room].SelectMany(next => Reachable(next).Prepend(next));
    }
}
