using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Nodes;

/// <summary>The subscribers that a channel has on the other nodes. Not thread-safe.</summary>
internal sealed class RemoteSubscribers
{
    // A node whose subscribers have left stays here with its version, so that what arrives late is recognized.
    private readonly Dictionary<string, Entry> _nodes = new(StringComparer.Ordinal);

    /// <summary>Grows with every change.</summary>
    public long Revision { get; private set; }

    /// <summary>How many subscribers there are on the other nodes.</summary>
    public int Count { get; private set; }

    /// <summary>Takes over a change. False when one before it was missed.</summary>
    public bool Apply(NodeChange change, List<PresenceMember> added, List<PresenceMember> removed)
    {
        var entry = Find(change.Node);
        if (change.Version <= entry.Version) return true;
        if (change.Base is { } known && known != entry.Version) return false;
        Touch(entry, change.Version, change.Count);
        if (change.Base is null) Set(entry, change.Added, added, removed);
        else Merge(entry, change, added, removed);
        return true;
    }

    /// <summary>Takes over the state of all nodes, except of those that have changed since a revision.</summary>
    public void Replace(IReadOnlyList<NodeSubscribers> nodes, long revision, List<PresenceMember> added, List<PresenceMember> removed)
    {
        foreach (var node in nodes)
        {
            var entry = Find(node.Node);
            if (node.Version <= entry.Version) continue;
            Touch(entry, node.Version, node.Count);
            Set(entry, node.Members, added, removed);
        }

        foreach (var (name, entry) in _nodes)
        {
            if (entry.Revision > revision || nodes.Any(node => node.Node == name)) continue;
            Touch(entry, entry.Version, 0);
            Set(entry, [], added, removed);
        }
    }

    /// <summary>Removes a node that has ended.</summary>
    public bool Forget(string node, List<PresenceMember> removed)
    {
        if (!_nodes.Remove(node, out var entry)) return false;
        Touch(entry, entry.Version, 0);
        removed.AddRange(entry.Members.Values);
        return true;
    }

    /// <summary>Counts a change that is none of the subscribers.</summary>
    public void Touch() => Revision++;

    private static void Set(Entry entry, IReadOnlyList<PresenceMember> members, List<PresenceMember> added, List<PresenceMember> removed)
    {
        var rest = new Dictionary<string, PresenceMember>(entry.Members, StringComparer.Ordinal);
        foreach (var member in members)
        {
            rest.Remove(member.Key);
            if (entry.Members.TryAdd(member.Key, member)) added.Add(member);
        }

        foreach (var (key, member) in rest)
        {
            entry.Members.Remove(key);
            removed.Add(member);
        }
    }

    private static void Merge(Entry entry, NodeChange change, List<PresenceMember> added, List<PresenceMember> removed)
    {
        foreach (var member in change.Added)
            if (entry.Members.TryAdd(member.Key, member)) added.Add(member);
        foreach (var key in change.Removed)
            if (entry.Members.Remove(key, out var member)) removed.Add(member);
    }

    private Entry Find(string node)
    {
        if (!_nodes.TryGetValue(node, out var entry)) _nodes.Add(node, entry = new Entry());
        return entry;
    }

    private void Touch(Entry entry, long version, int count)
    {
        Count += count - entry.Count;
        (entry.Version, entry.Count, entry.Revision) = (version, count, ++Revision);
    }

    private sealed class Entry
    {
        public Dictionary<string, PresenceMember> Members { get; } = new(StringComparer.Ordinal);

        public long Version { get; set; }

        public int Count { get; set; }

        public long Revision { get; set; }
    }
}
