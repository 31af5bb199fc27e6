using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Realtime.Channels;

// What the other nodes have to do with the channels of this one.
internal sealed partial class ChannelHub
{
    /// <summary>Whether other nodes have the same channels.</summary>
    public bool HasOtherNodes => context.Nodes is not null;

    /// <summary>Keeps a channel until <see cref="Unpin"/>, and completes when the events and members of other nodes are received.</summary>
    public async ValueTask<LiveChannel> PinAsync(string channel)
    {
        LiveChannel live;
        do live = GetOrAdd(channel);
        while (!live.TryPin());
        await live.FollowAsync().ConfigureAwait(false);
        return live;
    }

    public void Unpin(LiveChannel live)
    {
        if (live.Unpin()) _channels.TryRemove(KeyValuePair.Create(live.Name, live));
    }

    /// <summary>Delivers an event to the subscribers and listeners of this node.</summary>
    public void Deliver(string channel, NodeEvent happened)
    {
        if (channel.StartsWith('#'))
        {
            users.Deliver(channel, happened);
            return;
        }

        if (happened.Kind == NodeEventKind.Published && PusherChannel.IsCache(channel))
            DeliverAndKeep(channel, happened.Frame, happened.ExceptSocketId);
        else if (_channels.TryGetValue(channel, out var live)) live.Broadcast(happened.Frame, happened.ExceptSocketId);
        if (listeners.Has(channel)) listeners.Notify(channel, FrameDecoder.Decode(new(appId, channel), happened));
    }

    /// <summary>Returns the subscribers of a channel on all nodes.</summary>
    public async ValueTask<ChannelSummary> ReadAsync(string channel, CancellationToken cancellationToken)
    {
        var live = Find(channel);
        var others = context.Nodes is { } nodes ? await nodes.ReadAsync(new(appId, channel), cancellationToken).ConfigureAwait(false) : null;
        if (others is null) return new(live?.TotalCount ?? 0, live?.UserIds ?? []);
        var local = live?.ReadLocal() ?? LocalSubscribers.None;
        return new(
            local.Count + others.Sum(node => node.Count),
            [.. local.Members.Keys.Concat(others.SelectMany(node => node.Members).Select(member => member.Key)).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Returns the channels that have subscribers on any node.</summary>
    public async ValueTask<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var local = Occupied.Select(channel => channel.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
        var others = context.Nodes is { } nodes ? await nodes.ListAsync(appId, prefix, cancellationToken).ConfigureAwait(false) : null;
        return [.. local.Concat(others ?? []).Distinct(StringComparer.Ordinal)];
    }

    // A listener is not told of what happened before other nodes were heard.
    private Following Follow(string channel)
    {
        var address = new ChannelAddress(appId, channel);
        _ = context.Nodes?.FollowAsync(address);
        return new(context.Nodes, address);
    }

    private sealed class Following(INodeBackplane? nodes, ChannelAddress address)
    {
        private bool _hasEnded;

        public void End()
        {
            if (!Interlocked.Exchange(ref _hasEnded, true)) nodes?.Unfollow(address);
        }
    }
}

/// <summary>The subscribers of a channel on all nodes.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="UserIds">The ids of the members of a presence channel.</param>
internal sealed record ChannelSummary(int Count, IReadOnlyList<string> UserIds);
