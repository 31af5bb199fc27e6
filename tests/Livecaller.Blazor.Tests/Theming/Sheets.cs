namespace Livecaller.Blazor.Tests.Theming;

/// <summary>The style sheets of the component and of the parts that it shares with the dashboard, as they are in the repository.</summary>
internal static class Sheets
{
    private static readonly string Room = FindRoom();

    /// <summary>The sheet that defines the tokens.</summary>
    public static string Tokens { get; } = Path.Combine("Theming", "Themed.razor.css");

    /// <summary>Every sheet, by its path in the room.</summary>
    public static IEnumerable<string> All => new[] { Room, Path.Combine(Room, "..", "Livecaller.Components") }
        .SelectMany(room => Directory.EnumerateFiles(room, "*.css", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Room, path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
        .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Room, path));

    private static string FindRoom()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Livecaller.slnx"))) directory = directory.Parent;
        return Path.Combine(directory.FullName, "src", "Livecaller.Blazor");
    }
}
