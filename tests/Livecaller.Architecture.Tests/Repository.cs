using System.Xml.Linq;

namespace Livecaller.Architecture.Tests;

/// <summary>Reads the files of the repository from disk.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Returns the projects of a folder with their project references.</summary>
    public static Dictionary<string, string[]> References(string folder) => References(folder, code: true);

    /// <summary>Returns the projects of a folder with the projects of which they only use output files.</summary>
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

    /// <summary>Returns the source files with one of the extensions.</summary>
    public static IEnumerable<string> Files(params string[] endings) => Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(IsGenerated));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static bool IsGenerated(string folder) =>
        folder is "bin" or "obj" or "node_modules" or "Migrations" or ".git" or "artifacts";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Livecaller.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
