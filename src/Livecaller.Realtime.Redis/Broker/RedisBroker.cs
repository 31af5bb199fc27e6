using System.Net;
using Livecaller.Realtime.Nodes;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

/// <summary>One broker as this node uses it. Several brokers know nothing of each other: each has its own leases, channels and members.</summary>
internal sealed partial class RedisBroker : IAsyncDisposable
{
    private readonly RedisBackplaneOptions _options;
    private readonly ConfigurationOptions _configuration;
    private readonly Keys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IBrokerOwner _owner;
    private readonly string _node;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Outbox _outbox;
    private ConnectionMultiplexer? _connection;
    private Task _running = Task.CompletedTask;
    private bool _isDisposed;

    public RedisBroker(string configuration, IBrokerOwner owner, RedisBackplaneOptions options, TimeProvider time, ILogger logger)
    {
        (_owner, _node, _options, _time, _logger) = (owner, owner.Node, options, time, logger);
        _keys = new Keys(options.Prefix);
        _configuration = ConfigurationOptions.Parse(configuration);
        _configuration.AbortOnConnectFail = false;
        // What cannot be sent now is not sent later: the log has it, and the state of the channels is written anew.
        _configuration.BacklogPolicy = BacklogPolicy.FailFast;
        var milliseconds = (int)options.Timeout.TotalMilliseconds;
        (_configuration.ConnectTimeout, _configuration.AsyncTimeout, _configuration.SyncTimeout) = (milliseconds, milliseconds, milliseconds);
        _configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds / 2, 50, 1000));
        _configuration.ReconnectRetryPolicy = new LinearRetry(500);
        _configuration.ClientName ??= $"livecaller-{_node}";
        Name = _configuration.EndPoints[0] is DnsEndPoint host ? $"{host.Host}:{host.Port}" : _configuration.EndPoints[0].ToString()!;
        _outbox = new Outbox(options, SendAsync, Lose);
        _lastGood = time.GetUtcNow();
    }

    /// <summary>The address, without options.</summary>
    public string Name { get; }

    private INodeHost Host => _owner.Host;

    private IDatabase Database => _connection!.GetDatabase();

    private ISubscriber Subscriber => _connection!.GetSubscriber();

    /// <summary>Connects, and keeps connected. Completes when the broker has answered for the first time, or has not in time.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(
            Task.Run(() => RunAsync(BeatAsync), CancellationToken.None),
            Task.Run(() => RunAsync(RegisterAsync), CancellationToken.None),
            Task.Run(() => _outbox.RunAsync(_stopping.Token), CancellationToken.None));
        await _firstBeat.Task.WaitAsync(2 * _options.Timeout, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Tells the other nodes that this one ends.</summary>
    public async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (IsUp) await SayFarewellAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await StopAsync().ConfigureAwait(false);
        if (_connection is { } connection) await connection.DisposeAsync().ConfigureAwait(false);
        _outbox.Dispose();
        _stopping.Dispose();
        _changed.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await work(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: the next attempt may succeed.
                Lose(e);
                await Task.Delay(_beatEvery, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

/// <summary>The backplane, as its brokers see it.</summary>
internal interface IBrokerOwner
{
    /// <summary>The name of this node.</summary>
    string Node { get; }

    INodeHost Host { get; }

    /// <summary>Whether a channel is kept on a broker.</summary>
    bool IsOn(RedisBroker broker, ChannelAddress address);

    /// <summary>Hands over a signal of another node.</summary>
    void OnSignal(string name, ReadOnlyMemory<byte> data);

    /// <summary>The signals that somebody receives.</summary>
    IReadOnlyCollection<string> Signals { get; }

    /// <summary>Is called after a broker was lost and all that it knows is known again.</summary>
    void OnRecovered(DateTimeOffset lastGood);
}
