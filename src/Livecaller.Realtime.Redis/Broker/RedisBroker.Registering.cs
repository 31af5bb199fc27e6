using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Nodes;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

// Tells the other nodes who is subscribed on this one. What is written is the state and not the change, so that it can be written again at any time.
internal sealed partial class RedisBroker
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Lock _changedGate = new();
    private readonly SemaphoreSlim _writeGate = new(1, 1);

    // What the broker has, as far as it is known.
    private readonly Dictionary<ChannelAddress, Written> _written = [];
    private HashSet<ChannelAddress> _dirty = [];
    private bool _isAllUnknown;
    private long _version;

    /// <summary>Notes that the subscribers of this node in a channel have changed.</summary>
    public void MarkChanged(ChannelAddress address)
    {
        lock (_changedGate)
        {
            _dirty.Add(address);
            Wake();
        }
    }

    private void Wake()
    {
        lock (_changedGate)
            if (_changed.CurrentCount == 0) _changed.Release();
    }

    private void MarkAllChanged()
    {
        lock (_changedGate)
        {
            _isAllUnknown = true;
            Wake();
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await _changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        await WriteAllAsync().ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        await _writeGate.WaitAsync().ConfigureAwait(false);
        try
        {
            // While the broker is lost, changes are kept for when it is back.
            while (IsUp && Take() is { Count: > 0 } dirty)
            {
                var isAccepted = true;
                foreach (var chunk in dirty.Chunk(200))
                    isAccepted &= (await Task.WhenAll(chunk.Select(WriteAsync)).ConfigureAwait(false)).All(written => written);
                if (!isAccepted) return;
            }
        }
        finally
        {
            _writeGate.Release();
        }
    }

    private HashSet<ChannelAddress> Take()
    {
        lock (_changedGate)
        {
            var taken = _dirty;
            _dirty = [];
            if (!_isAllUnknown) return taken;
            _isAllUnknown = false;
            taken.UnionWith(_written.Keys);
            taken.UnionWith(Host.Occupied.Where(address => _owner.IsOn(this, address)));
            _written.Clear();
            return taken;
        }
    }

    // False when it has to be tried again.
    private async Task<bool> WriteAsync(ChannelAddress address)
    {
        var local = Host.ReadLocal(address);
        Written? before;
        lock (_changedGate) before = _written.GetValueOrDefault(address);
        if (before is not null && before.Count == local.Count && before.Members.SetEquals(local.Members.Keys)) return true;
        var change = new NodeChange(
            _node, Interlocked.Increment(ref _version), before?.Version, local.Count,
            [.. local.Members.Values.Where(member => before?.Members.Contains(member.Key) != true)],
            before is null ? [] : [.. before.Members.Where(key => !local.Members.ContainsKey(key))]);
        try
        {
            var answer = await Database.ScriptEvaluateAsync(
                Scripts.Write, [_keys.Channel(address), _keys.OccupiedBy(_node), _keys.Due], ArgumentsOf(address, change)).ConfigureAwait(false);
            lock (_changedGate)
            {
                if (local.Count == 0) _written.Remove(address);
                else _written[address] = new(change.Version, local.Count, [.. local.Members.Keys]);
            }

            foreach (var report in (string[])answer!) Host.Report(address, report.Length == 1 ? null : report[1..], isPresent: true);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            lock (_changedGate)
            {
                _written.Remove(address);
                _dirty.Add(address);
            }

            if (e is RedisServerException refusal && IsRefusal(refusal)) Refuse(TextOf(e));
            else Lose(e);
            return false;
        }
    }

    private RedisValue[] ArgumentsOf(ChannelAddress address, NodeChange change)
    {
        var rules = Host.RulesOf(address.AppId);
        byte[] content = IsShared(address) ? Envelope.Write(EnvelopeKind.Change, _node, ChangeContent.Write(change)) : [];
        return
        [
            _node, Keys.TextOf(address), _keys.Leases, (byte[])_keys.Events(address)!, content, change.Version, change.Count, change.Base is null ? 1 : 0,
            rules.Reports ? (long)rules.ReportDelay.TotalMilliseconds : -1, change.Added.Count,
            .. change.Added.SelectMany(member => (RedisValue[])[member.Key, ChangeContent.Write(member)]), .. change.Removed,
        ];
    }

    private async Task ReapAsync(IReadOnlyList<string> dead)
    {
        foreach (var node in dead)
        {
            while ((long)await Database.ScriptEvaluateAsync(
                Scripts.Reap, [_keys.OccupiedBy(node), _keys.Nodes, _keys.Due], [node, _keys.Leases, _keys.Channels, 100]).ConfigureAwait(false) > 0)
            {
            }
        }
    }

    private async Task ReportDueAsync()
    {
        foreach (var entry in (string[])(await Database.ScriptEvaluateAsync(Scripts.Due, [_keys.Due], [_keys.Leases, _keys.Channels]).ConfigureAwait(false))!)
        {
            var parts = entry.Split('\n', 2);
            if (Keys.Read(parts[0]) is { } address) Host.Report(address, parts.ElementAtOrDefault(1), isPresent: false);
        }
    }

    private sealed record Written(long Version, int Count, HashSet<string> Members);
}
