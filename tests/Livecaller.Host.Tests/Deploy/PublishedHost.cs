using System.Diagnostics;
using Livecaller.EndToEnd.Running;
using Livecaller.Host.Tests.Deploy;

[assembly: AssemblyFixture(typeof(PublishedHost))]

namespace Livecaller.Host.Tests.Deploy;

/// <summary>The output of <c>dotnet publish</c>, in a folder that every user can read.</summary>
public sealed class PublishedHost : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _folder = new(PublishAsync);

    /// <summary>Returns the program. It is published once.</summary>
    public async Task<string> ProgramAsync() => Path.Combine(await _folder.Value, "Livecaller.Host.dll");

    /// <summary>Runs a program to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Complaints)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await output, await complaints);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder.IsValueCreated) Directory.Delete(await _folder.Value, recursive: true);
    }

    private static async Task<string> PublishAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var folder = Directory.CreateTempSubdirectory("livecaller-published-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var (exitCode, output, complaints) = await RunAsync(
            "dotnet", "publish", Path.Combine(Repository.Root, "src", "Livecaller.Host"), "--no-build", "--configuration", configuration, "--output", folder,
            "-p:RelinkWidget=false", "-p:UseSharedCompilation=false", "--disable-build-servers", "-v", "quiet", "-nologo");
        Assert.True(exitCode == 0, output + complaints);
        return folder;
    }
}
