using System.Collections.Concurrent;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Redis.Tests.Support;

/// <summary>One of several nodes: a real web server on a free port with the Pusher server in it, connected to Redis.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Node(WebApplication app, NodeLog log) => (_app, Log) = (app, log);

    public NodeLog Log { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    public IChannelPublisher Publisher => _app.Services.GetRequiredService<IChannelPublisher>();

    public IUserPublisher Users => _app.Services.GetRequiredService<IUserPublisher>();

    public INodeSignals Signals => _app.Services.GetRequiredService<INodeSignals>();

    public RedisBackplane Backplane => _app.Services.GetRequiredService<RedisBackplane>();

    public PusherApp App => _app.Services.GetRequiredService<AppRegistry>().Default;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<Node> StartAsync(RedisServer redis, Action<PusherOptions>? configure = null) => StartAsync(redis.Address, configure);

    public static Task<Node> StartAsync(string brokers, Action<PusherOptions>? configure = null, Action<RedisBackplaneOptions>? configureRedis = null)
    {
        var log = new NodeLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhostOnFreePort());
        builder.Services.AddPusher(options =>
        {
            (options.AppId, options.AppKey, options.AppSecret) = ("1", PusherHost.Key, PusherHost.Secret);
            configure?.Invoke(options);
        });
        builder.Services.UseRedis(options =>
        {
            foreach (var broker in BrokerList.Split(brokers)) options.Brokers.Add(broker);
            (options.Lease, options.Timeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            configureRedis?.Invoke(options);
        });
        return StartAsync(builder, log);
    }

    public async Task<PusherClient> ConnectAsync()
    {
        var client = await PusherClient.OpenAsync(new Uri($"ws://127.0.0.1:{Port}/app/{PusherHost.Key}{PusherHost.Protocol}"));
        await client.ExpectWelcomeAsync();
        return client;
    }

    public Task PublishAsync(string channel, string name, string data = "{}", string? except = null) =>
        Publisher.PublishAsync([channel], name, data, except, Cancelled).AsTask();

    public async Task<HealthReport> CheckHealthAsync() => await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancelled);

    public async Task<bool> IsHealthyAsync() => (await CheckHealthAsync()).Status == HealthStatus.Healthy;

    public HttpApiClient HttpApi() => new(Port, TimeProvider.System);

    public Task StopAsync() => _app.StopAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Assert.Empty(Log.Errors);
    }

    private static async Task<Node> StartAsync(WebApplicationBuilder builder, NodeLog log)
    {
        var app = builder.Build();
        app.MapPusher();
        app.MapPusherHttpApi();
        await app.StartAsync(Cancelled);
        return new(app, log);
    }
}

/// <summary>Remembers what a node logs.</summary>
internal sealed class NodeLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<string> Errors => [.. _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text)];

    public IReadOnlyList<string> Warnings => [.. _lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(NodeLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && category.StartsWith("Livecaller", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log._lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".TrimEnd()));
        }
    }
}
