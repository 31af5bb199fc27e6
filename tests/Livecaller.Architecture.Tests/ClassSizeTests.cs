using System.Text.RegularExpressions;

namespace Livecaller.Architecture.Tests;

/// <summary>A class that grows too long has more than one responsibility. Partial files do not make it shorter.</summary>
public sealed partial class ClassSizeTests
{
    private const int MaxLines = 350;

    public static TheoryData<string> Projects => ["Livecaller", "Livecaller.Testing"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_has_more_than_350_lines_over_all_of_its_files(string project)
    {
        var types = (
            from file in Repository.Files(".cs")
            where file.StartsWith(Path.Combine("src", project) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            from type in TypesOf(Repository.Read(file))
            group type.Lines by type.Name into parts
            select (Name: parts.Key, Lines: parts.Sum())).ToArray();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.True(type.Lines <= MaxLines, $"{type.Name} has {type.Lines} lines."));
    }

    [Fact]
    public void Lines_of_all_parts_of_a_type_are_counted()
    {
        const string Parts =
            """
            namespace N;

            /// <summary>Two lines.</summary>
            internal sealed partial class A
            {
            }

            internal readonly record struct B(int Value);

            internal static partial class A
            {
                private sealed class Nested
                {
                }
            }
            """;

        Assert.Equal([("N.A", 4), ("N.B", 2), ("N.A", 6)], TypesOf(Parts));
    }

    /// <summary>The types at the top level of a file, each with its lines up to the next one.</summary>
    private static IEnumerable<(string Name, int Lines)> TypesOf(string file)
    {
        var lines = file.TrimEnd().Split('\n');
        var scope = lines.Select(line => Namespace().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var starts = lines.Index().Where(line => Declaration().IsMatch(line.Item)).ToArray();
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1].Index : lines.Length;
            yield return ($"{scope}.{Declaration().Match(starts[i].Item).Groups[1].Value}", end - starts[i].Index);
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:public |internal |file )(?:[a-z]+ )*?(?:class|record struct|record class|record|struct|interface|enum) (\w+)")]
    private static partial Regex Declaration();
}
