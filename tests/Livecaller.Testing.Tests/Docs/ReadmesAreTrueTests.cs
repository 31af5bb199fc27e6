using System.Runtime.CompilerServices;

namespace Livecaller.Testing.Tests.Docs;

/// <summary>What the readmes show is, word for word, what the samples beside this file compile and run.</summary>
public sealed class ReadmesAreTrueTests
{
    private const string Fence = "```";

    [Fact]
    public void Main_readme_shows_the_sample_that_runs_here()
    {
        var sample = ReadSource("MainReadmeSample.cs");
        var usings = sample[..sample.IndexOf("\n\nnamespace", StringComparison.Ordinal)];

        Assert.Equal($"{usings}\n\n{Assert.Single(Samples(sample))}", Blocks("README.md")[0]);
    }

    [Fact]
    public void Readme_of_the_sdk_shows_the_samples_that_run_here() =>
        Assert.Equal(Samples(ReadSource("SdkReadmeSample.cs")), Blocks("src/Livecaller/README.md"));

    private static string[] Samples(string source) =>
    [
        .. source.Split("        // The readme begins.\n").Skip(1)
            .Select(part => part[..part.IndexOf("        // The readme ends.", StringComparison.Ordinal)].TrimEnd())
            .Select(text => string.Join('\n', text.Split('\n').Select(line => line.Length > 8 ? line[8..] : line))),
    ];

    private static string[] Blocks(string readme) =>
    [
        .. Read(Path.Combine(Here(), "..", "..", "..", readme)).Split($"{Fence}csharp\n").Skip(1)
            .Select(part => part[..part.IndexOf(Fence, StringComparison.Ordinal)].TrimEnd()),
    ];

    private static string ReadSource(string name) => Read(Path.Combine(Here(), name));

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n").TrimStart('\uFEFF');

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
