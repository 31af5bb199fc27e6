using System.Collections.Concurrent;
using System.Diagnostics;

namespace Livecaller.EndToEnd.Running;

/// <summary>One of our programs, running as a process of its own on a free port, with a data directory of its own.</summary>
internal sealed class LivecallerProcess : IAsyncDisposable
{
    public const string OperatorEmail = "nino@fern-oak.example";
    public const string OperatorPassword = "Correct-Horse-7-Battery";
    private const string Widget = "fern-oak";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly string _dataDirectory = Directory.CreateTempSubdirectory("livecaller-").FullName;
    private Process? _process;

    private LivecallerProcess(string program) => _program = program;

    /// <summary>The address that the program printed.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The id of the widget that was made on the first start.</summary>
    public string WidgetId { get; } = Widget;

    /// <summary>Every line that the program printed so far.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    public static Task<LivecallerProcess> StartStorefrontAsync() => StartAsync("samples/Storefront", "Storefront");

    public static Task<LivecallerProcess> StartHostAsync() => StartAsync("src/Livecaller.Host", "Livecaller.Host");

    /// <summary>Ends the program as a power cut would, and starts it again at the same address.</summary>
    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        await LaunchAsync(Address.Authority);
    }

    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public Task RestartAsync() => LaunchAsync(Address.Authority);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        Directory.Delete(_dataDirectory, recursive: true);
    }

    private static async Task<LivecallerProcess> StartAsync(string folder, string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var process = new LivecallerProcess(
            Path.Combine(Repository.Root, folder, "bin", configuration, "net10.0", name + ".dll"));
        await process.LaunchAsync("127.0.0.1:0");
        return process;
    }

    private async Task LaunchAsync(string authority)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = _dataDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                _program,
                $"--urls=http://{authority}",
                $"--Livecaller:DataDirectory={Path.Combine(_dataDirectory, "data")}",
                $"--Livecaller:Seed:WidgetId={Widget}",
                $"--Livecaller:Seed:OperatorEmail={OperatorEmail}",
                $"--Livecaller:Seed:OperatorPassword={OperatorPassword}",
            },
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data, ready);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException(
            $"The program ended before it was ready:\n{string.Join('\n', Output)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience);
    }

    private void OnLine(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        Output.Enqueue(line);
        var at = line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
        if (Address is null && at >= 0) Address = new Uri(new Uri(line[at..].Trim().Split(' ')[0]), "/");
        if (line.Trim() == "Livecaller is ready") ready.TrySetResult();
    }
}
