namespace Livecaller.Realtime.Channels;

/// <summary>The last events of an application's cache channels: bounded in time and memory.</summary>
internal sealed class ChannelCache(PusherAppOptions options, TimeProvider time)
{
    // What an entry takes besides its name and its bytes, roughly.
    private const int EntryBytes = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // In the order in which they were set, so that those that expire first come first.
    private readonly LinkedList<Entry> _oldestFirst = [];
    private long _bytes;

    /// <summary>The size of all entries in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate) return _bytes;
        }
    }

    public void Set(string channel, ReadOnlyMemory<byte> frame)
    {
        var entry = new Entry(channel, frame, time.GetTimestamp());
        lock (_gate)
        {
            if (_entries.TryGetValue(channel, out var previous)) Remove(previous);
            _entries[channel] = _oldestFirst.AddLast(entry);
            _bytes += entry.Size;
            while (_oldestFirst.First is { } oldest && (_bytes > options.MaxCachedBytes || IsExpired(oldest.Value))) Remove(oldest);
        }
    }

    /// <summary>Returns the last event of a channel; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Get(string channel)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(channel, out var node)) return null;
            if (!IsExpired(node.Value)) return node.Value.Frame;
            Remove(node);
            return null;
        }
    }

    private bool IsExpired(Entry entry) => time.GetElapsedTime(entry.SetAt) >= options.CacheTimeToLive;

    private void Remove(LinkedListNode<Entry> node)
    {
        _oldestFirst.Remove(node);
        _entries.Remove(node.Value.Channel);
        _bytes -= node.Value.Size;
    }

    private readonly record struct Entry(string Channel, ReadOnlyMemory<byte> Frame, long SetAt)
    {
        public int Size => EntryBytes + 2 * Channel.Length + Frame.Length;
    }
}
