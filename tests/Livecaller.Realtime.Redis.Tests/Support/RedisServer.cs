using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Tests.Support;

/// <summary>A real Redis on a free port, in a folder of its own.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private readonly string[] _arguments;
    private Process? _process;

    private RedisServer(int port, string[] arguments) => (Port, _arguments) = (port, arguments);

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts Redis with further arguments.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = Reserve(arguments);
        await server.StartAsync();
        return server;
    }

    /// <summary>Returns one that has not been started.</summary>
    public static RedisServer Reserve(params string[] arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(((IPEndPoint)listener.LocalEndpoint).Port, arguments);
    }

    /// <summary>Starts it, again with nothing stored.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "no", .. _arguments]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await UntilAsync(async () =>
        {
            await using var connection = await ConnectAsync();
            return connection.IsConnected;
        });
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(Cancelled);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Lets it answer nothing, with its connections open.</summary>
    public void Pause() => Signal("STOP");

    public void Resume() => Signal("CONT");

    /// <summary>Runs a command.</summary>
    public async Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
    {
        await using var connection = await ConnectAsync();
        return await connection.GetServers()[0].ExecuteAsync(command, arguments);
    }

    /// <summary>Publishes something on a channel of the nodes.</summary>
    public async Task PublishAsync(string channel, byte[] bytes)
    {
        await using var connection = await ConnectAsync();
        await connection.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), bytes);
    }

    /// <summary>Returns the channels that somebody is subscribed to.</summary>
    public async Task<string[]> SubscribedAsync() => (string[])(await ExecuteAsync("PUBSUB", "CHANNELS", "*"))!;

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Asks again and again, until it is so or 30 seconds have passed.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }

    private async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true,abortConnect=false,connectTimeout=500");

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
    }
}
