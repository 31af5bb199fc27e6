namespace Livecaller.EndToEnd.Running;

/// <summary>Where the repository is on disk.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Livecaller.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
