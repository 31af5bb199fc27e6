using Livecaller.Realtime.Nodes;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

/// <summary>The names of keys and channels in Redis.</summary>
internal sealed class Keys(string prefix)
{
    /// <summary>What the leases of nodes begin with.</summary>
    public string Leases { get; } = prefix + "n:";

    /// <summary>What the hashes of channels begin with.</summary>
    public string Channels { get; } = prefix + "c:";

    /// <summary>The nodes, also those whose lease has expired.</summary>
    public RedisKey Nodes { get; } = prefix + "nodes";

    /// <summary>The reports that wait for their time.</summary>
    public RedisKey Due { get; } = prefix + "due";

    /// <summary>Where all nodes hear each other.</summary>
    public RedisChannel All { get; } = RedisChannel.Literal(prefix + "all");

    /// <summary>The channels that a node has subscribers in.</summary>
    public RedisKey OccupiedBy(string node) => prefix + "o:" + node;

    /// <summary>Shows whether the broker stores anything.</summary>
    public RedisKey Probe(string node) => prefix + "p:" + node;

    public RedisKey LeaseOf(string node) => Leases + node;

    public RedisKey Channel(ChannelAddress address) => Channels + TextOf(address);

    /// <summary>The last event of a cache channel.</summary>
    public RedisKey LastOf(ChannelAddress address) => prefix + "k:" + TextOf(address);

    /// <summary>Where the events of a channel are published.</summary>
    public RedisChannel Events(ChannelAddress address) => RedisChannel.Literal(prefix + "e:" + TextOf(address));

    public RedisChannel Signal(string name) => RedisChannel.Literal(prefix + "s:" + name);

    /// <summary>An address as text: the application, escaped, and the channel.</summary>
    public static string TextOf(ChannelAddress address) => $"{(address.AppId is null ? "" : Uri.EscapeDataString(address.AppId))}:{address.Channel}";

    /// <summary>Reads what <see cref="TextOf"/> has written. Null for something else.</summary>
    public static ChannelAddress? Read(string text)
    {
        var end = text.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? null : new(end == 0 ? null : Uri.UnescapeDataString(text[..end]), text[(end + 1)..]);
    }
}
