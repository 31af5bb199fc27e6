using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Livecaller.Bench.Hosting;

/// <summary>A PostgreSQL server of Debian's package, on a free port and in a temporary folder.</summary>
internal sealed partial class PostgreSqlCluster : IAsyncDisposable
{
    // PostgreSQL refuses root.
    private const string User = "postgres";

    private static readonly Lazy<Task<PostgreSqlCluster>> Common = new(async () =>
    {
        var cluster = await CreateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Delete();
        return cluster;
    });

    private readonly string _root;
    private readonly int? _core;
    private Process? _process;

    private PostgreSqlCluster(string root, int? core) => (_root, _core) = (root, core);

    /// <summary>The one of this process, with a database for each test.</summary>
    public static Task<PostgreSqlCluster> SharedAsync => Common.Value;

    public int Port { get; } = FreePort();

    public string Data => Path.Combine(_root, "data");

    /// <summary>Creates a cluster and starts it.</summary>
    /// <param name="settings">Settings of the server, as name=value.</param>
    public static Task<PostgreSqlCluster> CreateAsync(params string[] settings) => CreateOnAsync(core: null, settings);

    /// <summary>Creates a cluster and starts it.</summary>
    /// <param name="core">The only core that it uses, or null for all cores.</param>
    /// <param name="settings">Settings of the server, as name=value.</param>
    public static async Task<PostgreSqlCluster> CreateOnAsync(int? core, params string[] settings)
    {
        var root = Directory.CreateTempSubdirectory("livecaller-postgres-").FullName;
        if (Environment.UserName == "root") await RunAsync("chown", User, root);
        var cluster = new PostgreSqlCluster(root, core);
        await RunToolAsync("initdb", "-D", cluster.Data, "--locale=C.UTF-8", "-E", "UTF8", "-U", User, "--auth=trust", "--no-sync");
        await cluster.StartAsync(settings);
        return cluster;
    }

    public string ConnectionString(string database = User) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Maximum Pool Size=15");

    public async Task StartAsync(params string[] settings)
    {
        string[] fixedSettings =
        [
            "listen_addresses=127.0.0.1", $"port={Port.ToString(CultureInfo.InvariantCulture)}", $"unix_socket_directories={_root}", "max_connections=300",
            "fsync=off", "full_page_writes=off", "autovacuum=off",
        ];
        List<string> arguments = ["-D", Data];
        foreach (var setting in fixedSettings.Concat(settings)) arguments.AddRange(["-c", setting]);
        _process = Process.Start(_core is { } core
            ? Info("taskset", ["-c", core.ToString(CultureInfo.InvariantCulture), Tool("postgres"), .. arguments])
            : Info(Tool("postgres"), [.. arguments]))!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await RunToolAsync("pg_isready", 30, "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode">How: fast rolls back and disconnects, immediate is like a crash.</param>
    public async Task StopAsync(string mode = "immediate")
    {
        if (_process is null) return;
        await RunToolAsync("pg_ctl", "stop", "-D", Data, "-m", mode);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts the cluster, which was stopped, as a standby that waits for its primary and answers reads.</summary>
    public async Task StandbyAsync()
    {
        File.WriteAllText(Path.Combine(Data, "standby.signal"), "");
        await StartAsync("hot_standby=on");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await RunAsync("rm", "-rf", _root);
    }

    // Another process does it, because test runners end a process that takes long to exit.
    private void Delete()
    {
        var stop = Info(Tool("pg_ctl"), "stop", "-D", Data, "-m", "immediate", "-s");
        Process.Start("setsid", ["sh", "-c", "\"$@\" > /dev/null 2>&1; rm -rf \"$0\"", _root, stop.FileName, .. stop.ArgumentList]).Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Tool(string name) => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
            .Select(d => Path.Combine(d, "bin", name)).First(File.Exists)
        : name;

    private static async Task RunToolAsync(string tool, int attempts, params string[] arguments)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunToolAsync(tool, arguments);
                return;
            }
            catch (InvalidOperationException) when (attempt < attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static async Task RunToolAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(Info(Tool(tool), arguments))!;
        await FinishAsync(process, tool);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await FinishAsync(process, program);
    }

    private static async Task FinishAsync(Process process, string name)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{name} ended with {process.ExitCode}: {await output} {await error}");
    }

    private static ProcessStartInfo Info(string program, params string[] arguments)
    {
        var info = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", User, "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (info.RedirectStandardOutput, info.RedirectStandardError, info.WorkingDirectory) = (true, true, "/");
        return info;
    }
}
