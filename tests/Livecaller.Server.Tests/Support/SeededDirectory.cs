namespace Livecaller.Server.Tests.Support;

/// <summary>A data directory that was started once, from which each test's server starts: migrating and seeding took most of a test's time.</summary>
internal static class SeededDirectory
{
    private static readonly Lazy<Task<string>> Template = new(CreateAsync);

    public static async Task CopyAsync(string target)
    {
        var template = await Template.Value;
        foreach (var folder in Directory.EnumerateDirectories(template, "*", SearchOption.AllDirectories).Prepend(template))
        {
            var copy = Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(template, folder)));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy.FullName, File.GetUnixFileMode(folder));
        }

        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(template, file)));
        await TestDatabase.CopyAsync(template, target);
    }

    private static async Task<string> CreateAsync()
    {
        var template = Directory.CreateTempSubdirectory("livecaller-server-tests-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(template, recursive: true);
        await TestDatabase.CreateAsync(template);
        await using var app = LivecallerServer.Build(template);
        await app.StartAsync();
        await app.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return template;
    }
}
