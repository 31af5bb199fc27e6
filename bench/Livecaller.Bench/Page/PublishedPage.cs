using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Livecaller.Bench.Page;

/// <summary>The benchmark page, published like a host app: trimmed and compressed, in its own folder.</summary>
internal sealed class PublishedPage : IDisposable
{
    private PublishedPage(string folder) => Folder = folder;

    public string Folder { get; }

    public string Files => Path.Combine(Folder, "wwwroot");

    public static async Task<PublishedPage> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("livecaller-page-").FullName;
        string[] arguments = ["publish", ProjectFolder(), "--configuration", "Release", "--output", folder, "-nologo", "-v", "quiet"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? new(folder) : throw new InvalidOperationException($"Publishing the page failed with exit code {publish.ExitCode}.");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string ProjectFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Livecaller.Bench.Page"));
}
