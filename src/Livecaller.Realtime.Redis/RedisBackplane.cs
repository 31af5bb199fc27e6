using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Redis.Broker;
using Livecaller.Realtime.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Redis;

/// <summary>The backplane of several nodes: each channel is kept on one of the brokers.</summary>
/// <remarks>Subscribers of this node receive an event in the publishing call, whatever the brokers do. Those of other nodes receive the events of this one in the same order.</remarks>
internal sealed partial class RedisBackplane : INodeBackplane, INodeSignals, IBrokerOwner, IAsyncDisposable, IDisposable
{
    private readonly ImmutableArray<RedisBroker> _brokers;
    private readonly ConcurrentDictionary<string, ImmutableList<Action<ReadOnlyMemory<byte>>>> _signals = new(StringComparer.Ordinal);
    private readonly ILogger<RedisBackplane> _logger;
    private ImmutableList<Action<BackplaneMessage>> _subscribers = [];
    private INodeHost? _host;

    public RedisBackplane(IOptions<RedisBackplaneOptions> options, TimeProvider time, ILogger<RedisBackplane> logger)
    {
        _logger = logger;
        // In one order on all nodes, however the settings list them.
        _brokers = [.. options.Value.Brokers.Select(broker => new RedisBroker(broker, this, options.Value, time, logger)).OrderBy(broker => broker.Name, StringComparer.Ordinal)];
    }

    public event Action<DateTimeOffset>? Recovered;

    public string Node { get; } = RandomNumberGenerator.GetHexString(Envelope.NodeLength, lowercase: true);

    public INodeHost Host => _host ?? throw new InvalidOperationException("The backplane is not attached yet.");

    public ImmutableArray<RedisBroker> Brokers => _brokers;

    public IReadOnlyCollection<string> Signals => [.. _signals.Keys];

    public bool HasOthers => true;

    public void Attach(INodeHost host) => _host = host;

    public ValueTask PublishAsync(BackplaneMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var channel in message.Channels)
        {
            var address = new ChannelAddress(message.AppId, channel);
            var happened = EventOf(channel, message);
            _host?.Deliver(address, happened);
            BrokerOf(address).Publish(address, happened);
        }

        foreach (var deliver in _subscribers) deliver(message);
        return ValueTask.CompletedTask;
    }

    /// <summary>Calls <paramref name="deliver"/> for the events of this node. Those of other nodes go to their channels only.</summary>
    public IDisposable Subscribe(Action<BackplaneMessage> deliver)
    {
        ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Add(one), deliver);
        return new Ending(() => ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Remove(one), deliver));
    }

    public Task FollowAsync(ChannelAddress address) => BrokerOf(address).FollowAsync(address);

    public void Unfollow(ChannelAddress address) => BrokerOf(address).Unfollow(address);

    public void MarkChanged(ChannelAddress address) => BrokerOf(address).MarkChanged(address);

    public Task<IReadOnlyList<NodeSubscribers>?> ReadAsync(ChannelAddress address, CancellationToken cancellationToken) =>
        BrokerOf(address).ReadAsync(address, cancellationToken);

    public async Task<IReadOnlyList<string>?> ListAsync(string? appId, string prefix, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(_brokers.Select(broker => broker.ListAsync(cancellationToken))).ConfigureAwait(false);
        return [.. lists.SelectMany(list => list ?? [])
            .Where(address => address.AppId == appId && address.Channel.StartsWith(prefix, StringComparison.Ordinal) && !address.Channel.StartsWith('#'))
            .Select(address => address.Channel)];
    }

    public void Send(string name, ReadOnlyMemory<byte> data)
    {
        // Every node hears all brokers.
        var up = _brokers.FirstOrDefault(broker => broker.IsUp);
        up?.Send(name, data);
    }

    public IDisposable Receive(string name, Action<ReadOnlyMemory<byte>> onSignal)
    {
        _signals.AddOrUpdate(name, [onSignal], (_, all) => all.Add(onSignal));
        foreach (var broker in _brokers) _ = broker.ReceiveAsync(name);
        return new Ending(() => _signals.AddOrUpdate(name, [], (_, all) => all.Remove(onSignal)));
    }

    public void OnSignal(string name, ReadOnlyMemory<byte> data)
    {
        foreach (var onSignal in _signals.GetValueOrDefault(name, []))
        {
            try
            {
                onSignal(data);
            }
            catch (Exception e)
            {
                LogSignalFailed(e, name);
            }
        }
    }

    public bool IsOn(RedisBroker broker, ChannelAddress address) => BrokerOf(address) == broker;

    public void OnRecovered(DateTimeOffset lastGood) => Recovered?.Invoke(lastGood);

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_brokers.Select(broker => broker.StartAsync(cancellationToken)));

    public Task StopAsync() => Task.WhenAll(_brokers.Select(broker => broker.StopAsync()));

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers) await broker.DisposeAsync().ConfigureAwait(false);
    }

    private static NodeEvent EventOf(string channel, BackplaneMessage message) =>
        message.EventName == UserHub.Terminate ? new(default, null, NodeEventKind.Termination)
            : new(FrameEncoder.Encode(channel, message), message.ExceptSocketId,
                message.EventName.StartsWith(PusherEventNames.ClientPrefix, StringComparison.Ordinal) ? NodeEventKind.FromClient : NodeEventKind.Published);

    private RedisBroker BrokerOf(ChannelAddress address) =>
        _brokers.Length == 1 ? _brokers[0] : _brokers[BrokerList.Place(Keys.TextOf(address), _brokers.Length)];

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(LogLevel.Error, "The signal {Name} of another node could not be handled.")]
    private partial void LogSignalFailed(Exception exception, string name);
}
