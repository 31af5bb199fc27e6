using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Livecaller.Bench.Hosting;

/// <summary>A real <c>Livecaller.Host</c> process with its own data directory. It keeps its port when it's restarted.</summary>
internal sealed class HostProcess : IServers
{
    public const string WidgetId = "bench";
    public const string JwtSecret = "bench-secret-of-more-than-thirty-two-bytes";
    public const string OperatorEmail = "ada@bench.example";
    public const string OperatorPassword = "Correct-Horse-7-Battery";

    private const int LinesKept = 200;
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(90);

    private static readonly string[] Limits =
    [
        "LoginsPerMinute", "VisitorLoginsPerMinute", "AnonymousLoginsPerMinute", "MessagesPerMinute", "ConversationsPerMinute", "TypingPerMinute",
        "UploadsPerMinute", "UploadChunksPerMinute", "RequestsPerMinute", "MaxOpenConversations", "ClosesPerMinute", "ReadMarksPerMinute",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-bench-").FullName;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    private readonly HostSettings _settings;

    private HostProcess(int port, HostSettings settings) => (Port, _settings) = (port, settings);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>The last lines of its output.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The running process.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Whether it's still running, for the report of a failure.</summary>
    public string State => _process is { HasExited: true } ended ? string.Create(CultureInfo.InvariantCulture, $"The server exited with {ended.ExitCode}.") : "The server is running.";

    public string DataDirectory => Path.Combine(_folder, "data");

    public string DatabaseFile => Path.Combine(DataDirectory, "livecaller.db");

    public async Task CrashAsync(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        await KillAsync();
#pragma warning disable CA5394 // Runs with the same seed must be the same.
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500)), TimeProvider.System);
#pragma warning restore CA5394
        await RestartAsync();
    }

    public async Task RestartGracefullyAsync()
    {
        await StopAsync();
        await RestartAsync();
    }

    /// <summary>Returns one that <see cref="RestartAsync"/> starts.</summary>
    public static HostProcess Create(HostSettings settings) => new(FreePort(), settings);

    public static async Task<HostProcess> StartAsync(HostSettings? settings = null)
    {
        var host = Create(settings ?? new());
        try
        {
            await host.RestartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process, like a power failure.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(WaitTimeout);
        process.Dispose();
    }

    /// <summary>Asks the process to stop, and waits until it has ended.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(WaitTimeout);
        process.Dispose();
    }

    /// <summary>Starts the process on the same data, and waits until it's ready.</summary>
    public async Task RestartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(CommandLine[0], [.. CommandLine[1..], .. Arguments()])
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => OnLine(line.Data, ready);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException(
            $"The server exited before it was ready:\n{string.Join('\n', _lines)}"));
        process.Start();
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(WaitTimeout);
    }

    /// <summary>Runs a command of the program on the data of the server, which must not run, and returns its last line.</summary>
    public async Task<string> RunCommandAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [_settings.Program ?? Program(), .. command, .. Arguments()])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.TrimEnd().Split('\n')[^1] : throw new InvalidOperationException($"The command failed: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] CommandLine =>
        [.. _settings.Core is { } core ? ["taskset", "-c", core.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(), "dotnet", _settings.Program ?? Program()];

    private string[] Arguments() =>
    [
        $"--urls=http://127.0.0.1:{Port}",
        $"--Livecaller:DataDirectory={DataDirectory}",
        $"--Livecaller:Seed:WidgetId={WidgetId}",
        $"--Livecaller:Seed:JwtSecret={JwtSecret}",
        $"--Livecaller:Seed:OperatorEmail={OperatorEmail}",
        $"--Livecaller:Seed:OperatorPassword={OperatorPassword}",
        "--Livecaller:Limits:MaxAttachmentBytes=67108864",
        "--Livecaller:Limits:UploadBytesPerDay=1000000000000",
        "--Livecaller:Limits:UploadBytesPerAddressAndDay=1000000000000",
        "--Livecaller:Realtime:MaxConnectionsPerAddress=0",
        .. Limits.Select(limit => $"--Livecaller:Limits:{limit}=100000000"),
        .. _settings.Arguments,
    ];

    private void OnLine(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        while (_lines.Count > LinesKept) _lines.TryDequeue(out _);
        if (line == "Livecaller is ready") ready.TrySetResult();
    }

    // Built together with this program, in the same configuration.
    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = folder.Parent!.Name;
        while (!File.Exists(Path.Combine(folder.FullName, "Livecaller.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src/Livecaller.Host/bin", configuration, "net10.0", "Livecaller.Host.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The options of a <see cref="HostProcess"/>.</summary>
internal sealed record HostSettings
{
    /// <summary>The path of the program, or null for the one that was built with the benchmarks.</summary>
    public string? Program { get; init; }

    /// <summary>The only core that it uses, or null for all cores.</summary>
    public int? Core { get; init; }

    /// <summary>Additional settings.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
