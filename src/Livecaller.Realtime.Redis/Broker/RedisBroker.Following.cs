using System.Collections.Concurrent;
using Livecaller.Realtime.Nodes;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

// The channels of the broker that this node is subscribed to.
internal sealed partial class RedisBroker
{
    // A client that reconnects finds its channels still subscribed.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly Lock _followGate = new();
    private readonly Dictionary<ChannelAddress, Followed> _followed = [];
    private readonly ConcurrentDictionary<string, ChannelMessageQueue> _signals = new(StringComparer.Ordinal);
    private ChannelMessageQueue? _all;

    /// <summary>The number of channels that this node is subscribed to.</summary>
    public int FollowedCount
    {
        get
        {
            lock (_followGate) return _followed.Count;
        }
    }

    /// <summary>Receives the events of a channel. See <see cref="INodeBackplane.FollowAsync"/>.</summary>
    public async Task FollowAsync(ChannelAddress address)
    {
        Followed entry;
        lock (_followGate)
        {
            if (!_followed.TryGetValue(address, out entry!)) _followed.Add(address, entry = new Followed());
            entry.Count++;
        }

        if (!IsUp) return;
        try
        {
            await SubscribeAsync(address, entry).ConfigureAwait(false);
            await LoadAsync(address).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Lose(e);
        }
    }

    public void Unfollow(ChannelAddress address)
    {
        lock (_followGate)
        {
            if (_followed.TryGetValue(address, out var entry) && --entry.Count == 0) entry.IdleSince = _time.GetTimestamp();
        }
    }

    /// <summary>Receives a signal.</summary>
    public async Task ReceiveAsync(string name)
    {
        if (_connection is null || _signals.ContainsKey(name)) return;
        try
        {
            var queue = await Subscriber.SubscribeAsync(_keys.Signal(name)).ConfigureAwait(false);
            if (_signals.TryAdd(name, queue)) queue.OnMessage(message => OnSignal(name, message.Message));
            else await queue.UnsubscribeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Lose(e);
        }
    }

    private async Task SubscribeToAllAsync()
    {
        if (_all is null)
        {
            var queue = await Subscriber.SubscribeAsync(_keys.All).ConfigureAwait(false);
            queue.OnMessage(message => OnAll(message.Message));
            _all = queue;
        }

        foreach (var name in _owner.Signals) await ReceiveAsync(name).ConfigureAwait(false);
    }

    private async Task SubscribeAsync(ChannelAddress address, Followed entry)
    {
        await entry.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (entry.Queue is not null) return;
            var queue = await Subscriber.SubscribeAsync(_keys.Events(address)).ConfigureAwait(false);
            queue.OnMessage(message => OnMessage(address, message.Message));
            entry.Queue = queue;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    // StackExchange.Redis subscribes again to what it was subscribed to. The rest was asked for in the meantime.
    private async Task ResubscribeAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in Snapshot().Chunk(500))
        {
            await Task.WhenAll(chunk.Select(pair => SubscribeAsync(pair.Key, pair.Value))).WaitAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (address, _) in chunk)
                if (!Subscriber.IsConnected(_keys.Events(address))) await WaitForAsync(address, cancellationToken).ConfigureAwait(false);
        }

        await Subscriber.PingAsync().ConfigureAwait(false);
    }

    private async Task WaitForAsync(ChannelAddress address, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (!Subscriber.IsConnected(_keys.Events(address)))
        {
            if (_time.GetElapsedTime(started) > _options.Timeout) throw new TimeoutException("it does not take subscriptions again");
            await Subscriber.PingAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Gives back the subscriptions that nobody has needed for a while.
    private async Task MaintainAsync()
    {
        foreach (var (address, entry) in Snapshot())
        {
            if (entry.Count > 0 || _time.GetElapsedTime(entry.IdleSince) < Linger) continue;
            await entry.Gate.WaitAsync().ConfigureAwait(false);
            try
            {
                ChannelMessageQueue? queue;
                lock (_followGate)
                {
                    if (entry.Count > 0) continue;
                    (queue, entry.Queue) = (entry.Queue, null);
                }

                // Whoever follows the channel now waits for the gate, and subscribes again.
                if (queue is not null) await queue.UnsubscribeAsync().ConfigureAwait(false);
                lock (_followGate)
                    if (entry is { Count: 0, Queue: null }) _followed.Remove(address);
            }
            finally
            {
                entry.Gate.Release();
            }
        }
    }

    private KeyValuePair<ChannelAddress, Followed>[] Snapshot()
    {
        lock (_followGate) return [.. _followed];
    }

    private sealed class Followed
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Count { get; set; }

        public long IdleSince { get; set; }

        public ChannelMessageQueue? Queue { get; set; }
    }
}
