using System.Diagnostics;

namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>A screen that nobody looks at, for a browser without a headless mode.</summary>
internal sealed class VirtualDisplay : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly Process _server;

    private VirtualDisplay(Process server, string name) => (_server, Name) = (server, name);

    /// <summary>Its name, as DISPLAY takes it.</summary>
    public string Name { get; }

    /// <summary>Starts a display whose number the server chooses.</summary>
    public static async Task<VirtualDisplay> StartAsync()
    {
        var server = Process.Start(new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
        {
            RedirectStandardOutput = true,
        })!;
        var number = await server.StandardOutput.ReadLineAsync().WaitAsync(StartPatience, TimeProvider.System);
        return number is { Length: > 0 } ? new VirtualDisplay(server, $":{number}") : throw new InvalidOperationException("Xvfb did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }
}
