using System.Runtime.CompilerServices;

namespace Livecaller.Time.Tests;

/// <summary>The sample of the package's README is compiled and run here.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_sample_writes_what_its_comments_say()
    {
        var lines = new StringWriter { NewLine = "\n" };
        var Console = lines;

        // The sample begins.
        var ago = RelativeTimeFormat.For("de", numeric: RelativeTimeNumeric.Auto);
        Console.WriteLine(ago.Format(-5, RelativeTimeUnit.Minute));    // vor 5 Minuten
        Console.WriteLine(ago.Format(-1, RelativeTimeUnit.Day));       // gestern
        // The sample ends.

        Assert.Equal("vor 5 Minuten\ngestern\n", lines.ToString());
    }

    [Fact]
    public void The_readme_shows_the_sample()
    {
        var source = File.ReadAllText(Here());
        var sample = source.Split("// The sample begins.\n")[1].Split("        // The sample ends.")[0].Replace("\n        ", "\n", StringComparison.Ordinal).Trim();
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../src/Livecaller.Time/README.md"));

        Assert.Contains($"```csharp\n{sample}\n```", readme, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
