using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Nodes;

/// <summary>The applications of this node, as the backplane sees them.</summary>
internal interface INodeHost
{
    /// <summary>Delivers an event to the subscribers of this node.</summary>
    void Deliver(ChannelAddress address, NodeEvent happened);

    /// <summary>Returns the subscribers of this node.</summary>
    LocalSubscribers ReadLocal(ChannelAddress address);

    /// <summary>The channels that have subscribers on this node.</summary>
    IEnumerable<ChannelAddress> Occupied { get; }

    /// <summary>Takes over a change on another node. False when one before it was missed, so that the channel has to be read.</summary>
    bool Apply(ChannelAddress address, NodeChange change);

    /// <summary>Returns a number that grows with every change of another node in a channel.</summary>
    long Revision(ChannelAddress address);

    /// <summary>Takes over who is subscribed on the other nodes.</summary>
    /// <param name="address">The channel.</param>
    /// <param name="nodes">The other nodes.</param>
    /// <param name="revision">The revision before they were read: what has changed since is kept.</param>
    void Replace(ChannelAddress address, IReadOnlyList<NodeSubscribers> nodes, long revision);

    /// <summary>Removes the subscribers of a node that has ended, in the given channels.</summary>
    void Forget(string node, Func<ChannelAddress, bool> isConcerned);

    /// <summary>Takes over the last event of a cache channel, unless one was delivered since a revision.</summary>
    void Keep(ChannelAddress address, ReadOnlyMemory<byte> frame, long revision);

    /// <summary>What the nodes have to know about an application's channels.</summary>
    SharedRules RulesOf(string? appId);

    /// <summary>Reports a change that concerns all nodes, once.</summary>
    /// <param name="address">The channel.</param>
    /// <param name="userId">The member; null for the channel itself.</param>
    /// <param name="isPresent">Whether the channel was occupied or the member added; otherwise vacated or removed.</param>
    void Report(ChannelAddress address, string? userId, bool isPresent);
}

/// <summary>The subscribers that a channel has on this node.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="Members">The members of a presence channel by their keys.</param>
internal sealed record LocalSubscribers(int Count, IReadOnlyDictionary<string, PresenceMember> Members)
{
    public static readonly LocalSubscribers None = new(0, new Dictionary<string, PresenceMember>());
}

/// <summary>The subscribers that a channel has on another node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Version">The version: later ones are greater.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Members">The members of a presence channel.</param>
internal sealed record NodeSubscribers(string Node, long Version, int Count, IReadOnlyList<PresenceMember> Members);

/// <summary>A change of the subscribers on another node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Version">The new version.</param>
/// <param name="Base">The version before; null when <paramref name="Added"/> has all members.</param>
/// <param name="Count">How many subscribers there are.</param>
/// <param name="Added">The members who were added or have changed.</param>
/// <param name="Removed">The keys of those who were removed.</param>
internal sealed record NodeChange(
    string Node, long Version, long? Base, int Count, IReadOnlyList<PresenceMember> Added, IReadOnlyList<string> Removed);

/// <summary>What the nodes have to know about an application's channels.</summary>
/// <param name="SharesCounts">Whether subscribers of all channels are told how many they are.</param>
/// <param name="Reports">Whether occupied channels and members are reported.</param>
/// <param name="ReportDelay">How long a vacated channel or a removed member waits before it is reported.</param>
/// <param name="CacheTimeToLive">How long the last event of a cache channel is kept.</param>
internal sealed record SharedRules(bool SharesCounts, bool Reports, TimeSpan ReportDelay, TimeSpan CacheTimeToLive);
