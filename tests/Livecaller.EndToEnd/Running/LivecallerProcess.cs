using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Livecaller.EndToEnd.Running;

/// <summary>One of our programs, running as a process of its own on a free port, with a data directory of its own.</summary>
internal sealed class LivecallerProcess : IAsyncDisposable
{
    public const string OperatorEmail = "nino@fern-oak.example";
    public const string OperatorPassword = "Correct-Horse-7-Battery";
    public const string WidgetId = "fern-oak";

    /// <summary>What the first start is told, unless a test wants to see what it makes up by itself.</summary>
    public static readonly string[] Seed =
    [
        $"--Livecaller:Seed:WidgetId={WidgetId}",
        $"--Livecaller:Seed:OperatorEmail={OperatorEmail}",
        $"--Livecaller:Seed:OperatorPassword={OperatorPassword}",
    ];

    /// <summary>For a program that many tests share: all of them have one address.</summary>
    public static readonly string[] ManyLogins =
    [
        "--Livecaller:Limits:LoginsPerMinute=1000",
        "--Livecaller:Limits:VisitorLoginsPerMinute=1000",
        "--Livecaller:Limits:AnonymousLoginsPerMinute=1000",
    ];

    private const string AddressLabel = "Site:";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly string[] _arguments;
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-").FullName;
    private Process? _process;
    private (string Name, string Value)? _variable;
    private int? _user;

    private LivecallerProcess(string program, string[] arguments)
    {
        _program = program;
        _arguments = arguments;
    }

    /// <summary>The address that the program printed.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the program keeps its data.</summary>
    public string DataDirectory => Path.Combine(_folder, "data");

    /// <summary>Every line that the program printed since it was last started.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    /// <summary>Every line that the program complained with since it was last started.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static Task<LivecallerProcess> StartStorefrontAsync(params string[] arguments) =>
        StartAsync("samples/Storefront", "Storefront", [.. Seed, .. arguments]);

    /// <summary>A page of the component in interactive server mode.</summary>
    public static Task<LivecallerProcess> StartServerAppAsync(params string[] arguments) =>
        StartAsync("tests/Livecaller.EndToEnd.ServerApp", "Livecaller.EndToEnd.ServerApp", [.. Seed, .. arguments]);

    /// <summary>Every state of the chat component, on scripted data.</summary>
    public static Task<LivecallerProcess> StartGalleryAsync() => StartAsync("samples/Gallery", "Gallery", []);

    public static Task<LivecallerProcess> StartHostAsync(params string[] arguments) =>
        StartAsync("src/Livecaller.Host", "Livecaller.Host", arguments);

    /// <summary>Starts a published host, as another user if one is given.</summary>
    public static async Task<LivecallerProcess> StartPublishedAsync(string program, int? user, params string[] arguments)
    {
        var process = new LivecallerProcess(program, arguments) { _user = user };
        if (user is { } id) Process.Start("chown", [id.ToString(System.Globalization.CultureInfo.InvariantCulture), process._folder]).WaitForExit();
        await process.LaunchAsync("127.0.0.1:0");
        return process;
    }

    /// <summary>Starts the host with an environment variable of its own.</summary>
    public static async Task<LivecallerProcess> StartHostAsync((string Name, string Value) variable, params string[] arguments)
    {
        var process = new LivecallerProcess(PathOf("src/Livecaller.Host", "Livecaller.Host"), arguments) { _variable = variable };
        await process.LaunchAsync("127.0.0.1:0");
        return process;
    }

    /// <summary>Starts the host where it cannot start, and waits for its end.</summary>
    public static async Task<(int ExitCode, IReadOnlyCollection<string> Complaints)> FailToStartHostAsync(params string[] arguments)
    {
        await using var process = new LivecallerProcess(PathOf("src/Livecaller.Host", "Livecaller.Host"), arguments);
        process.Launch("127.0.0.1:0", new TaskCompletionSource());
        await process._process!.WaitForExitAsync().WaitAsync(Patience);
        var exitCode = process._process.ExitCode;
        process._process.Dispose();
        process._process = null;
        return (exitCode, process.Complaints);
    }

    /// <summary>Runs a command of the program on its data directory, and waits for its end.</summary>
    public Task<(int ExitCode, string Output, string Complaints)> RunCommandAsync(params string[] arguments) => RunCommandOnAsync(DataDirectory, arguments);

    /// <summary>Runs a command of the program on another data directory, and waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Complaints)> RunCommandOnAsync(string directory, params string[] arguments)
    {
        using var command = StartCommand(directory, arguments);
        var (output, complaints) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync().WaitAsync(Patience);
        return (command.ExitCode, await output, await complaints);
    }

    /// <summary>Runs a command of the program on its data directory, and kills it when something is true.</summary>
    public async Task KillCommandAsync(string[] arguments, Func<Task<bool>> moment)
    {
        using var command = StartCommand(DataDirectory, arguments);
        var (output, complaints) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        while (!await moment())
            if (command.HasExited) throw new InvalidOperationException($"The command ended before the moment came:\n{await output}\n{await complaints}");
        command.Kill(entireProcessTree: true);
        await command.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Starts the host where it may not be able to start; null and its complaints when it is not.</summary>
    public static async Task<(LivecallerProcess? Host, IReadOnlyCollection<string> Complaints)> TryStartHostAsync(params string[] arguments)
    {
        var process = new LivecallerProcess(PathOf("src/Livecaller.Host", "Livecaller.Host"), arguments);
        try
        {
            await process.LaunchAsync("127.0.0.1:0");
            return (process, []);
        }
        catch (InvalidOperationException)
        {
            await process._process!.WaitForExitAsync().WaitAsync(Patience);
            process._process.Dispose();
            process._process = null;
            await process.DisposeAsync();
            return (null, process.Complaints);
        }
    }

    /// <summary>Starts the host and kills it during its start, as soon as its data directory is in some state.</summary>
    public static async Task<LivecallerProcess> KillHostDuringItsStartAsync(Func<string, bool> moment, params string[] arguments)
    {
        var process = new LivecallerProcess(PathOf("src/Livecaller.Host", "Livecaller.Host"), arguments);
        process.Launch("127.0.0.1:0", new TaskCompletionSource());
        await process.KillWhenAsync(moment);
        return process;
    }

    /// <summary>Starts the host and asks it to end during its start, as soon as its data directory is in some state.</summary>
    public static async Task<LivecallerProcess> StopHostDuringItsStartAsync(Func<string, bool> moment, params string[] arguments)
    {
        var process = new LivecallerProcess(PathOf("src/Livecaller.Host", "Livecaller.Host"), arguments);
        process.Launch("127.0.0.1:0", new TaskCompletionSource());
        await process.WaitForAsync(moment);
        Assert.Equal(0, await process.StopAsync());
        return process;
    }

    /// <summary>Starts the program again, and kills it during its start.</summary>
    public async Task KillDuringRestartAsync(Func<string, bool> moment)
    {
        Launch("127.0.0.1:0", new TaskCompletionSource());
        await KillWhenAsync(moment);
    }

    /// <summary>Ends the program as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks the program to end, as an administrator would.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        const int terminate = 15;
        Assert.Equal(0, Signal(_process!.Id, terminate));
        await _process.WaitForExitAsync().WaitAsync(Patience);
        var exitCode = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return exitCode;
    }

    /// <summary>Starts the program again at the same address.</summary>
    public Task RestartAsync() => LaunchAsync(Address?.Authority ?? "127.0.0.1:0");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<LivecallerProcess> StartAsync(string folder, string name, string[] arguments)
    {
        var process = new LivecallerProcess(PathOf(folder, name), arguments);
        await process.LaunchAsync("127.0.0.1:0");
        return process;
    }

    private static string PathOf(string folder, string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Repository.Root, folder, "bin", configuration, "net10.0", name + ".dll");
    }

    private Process StartCommand(string directory, string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [_program, .. arguments, $"--Livecaller:DataDirectory={directory}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private async Task KillWhenAsync(Func<string, bool> moment)
    {
        await WaitForAsync(moment);
        await KillAsync();
    }

    private Task WaitForAsync(Func<string, bool> moment) =>
        Task.Run(() => Assert.True(SpinWait.SpinUntil(() => moment(DataDirectory), Patience), "The moment did not come."));

    private async Task LaunchAsync(string authority)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Output.Clear();
        Complaints.Clear();
        Launch(authority, ready);
        await ready.Task.WaitAsync(Patience);
    }

    private void Launch(string authority, TaskCompletionSource ready)
    {
        string[] own = [$"--urls=http://{authority}", $"--Livecaller:DataDirectory={DataDirectory}"];

        // What comes later on a command line goes before: a test may name another address or directory.
        string[] command = _user is { } user ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "dotnet"] : ["dotnet"];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], [.. command[1..], _program, .. own, .. _arguments])
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        if (_variable is { } variable) _process.StartInfo.Environment[variable.Name] = variable.Value;
        _process.OutputDataReceived += (_, line) => OnLine(line.Data, Output, ready);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data, Complaints, ready);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException(
            $"The program ended before it was ready:\n{string.Join('\n', Output.Concat(Complaints))}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void OnLine(string? line, ConcurrentQueue<string> lines, TaskCompletionSource ready)
    {
        if (line is null) return;
        lines.Enqueue(line);
        if (line.StartsWith(AddressLabel, StringComparison.Ordinal)) Address = new Uri(line[AddressLabel.Length..].Trim());
        if (line == "Livecaller is ready") ready.TrySetResult();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
