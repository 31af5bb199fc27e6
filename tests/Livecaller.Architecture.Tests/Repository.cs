using System.Xml.Linq;

namespace Livecaller.Architecture.Tests;

/// <summary>The repository's files, as they are on disk.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The projects of a folder, and whose code each references.</summary>
    public static Dictionary<string, string[]> References(string folder) => References(folder, code: true);

    /// <summary>The projects of a folder, and which each has built first for their files alone.</summary>
    public static Dictionary<string, string[]> FileReferences(string folder) => References(folder, code: false);

    private static Dictionary<string, string[]> References(string folder, bool code) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => XDocument.Load(file).Descendants("ProjectReference")
                .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false" == code)
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .Order(StringComparer.Ordinal)
                .ToArray());

    /// <summary>The files that people wrote, with these endings.</summary>
    public static IEnumerable<string> Files(params string[] endings) => Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(IsNotWrittenByPeople));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static bool IsNotWrittenByPeople(string folder) =>
        folder is "bin" or "obj" or "node_modules" or "Migrations" or ".git" or "artifacts";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Livecaller.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
