using Livecaller.Bench.Hosting;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Tests.Support;

/// <summary>A real Redis of a test, and commands for it.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly RedisProcess _process;

    private RedisServer(string[] arguments) => _process = new(arguments);

    public int Port => _process.Port;

    public string Address => _process.Address;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts Redis with further arguments.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = Reserve(arguments);
        await server.StartAsync();
        return server;
    }

    /// <summary>Returns one that has not been started.</summary>
    public static RedisServer Reserve(params string[] arguments) => new(arguments);

    /// <inheritdoc cref="RedisProcess.StartAsync"/>
    public Task StartAsync() => _process.StartAsync();

    /// <inheritdoc cref="RedisProcess.KillAsync"/>
    public Task KillAsync() => _process.KillAsync();

    /// <inheritdoc cref="RedisProcess.Pause"/>
    public void Pause() => _process.Pause();

    public void Resume() => _process.Resume();

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

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>Asks again and again, until it is so or 30 seconds have passed.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }

    private async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true,abortConnect=false,connectTimeout=500");
}
