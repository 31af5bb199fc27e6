using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Realtime.Channels;

// What the other nodes have in the channel. A member of another node is in the roster like a socket of this one.
internal sealed partial class LiveChannel
{
    private readonly RemoteSubscribers? _remote = context.Nodes is null ? null : new();
    private readonly ChannelAddress _address = new(context.AppId, name);
    private Lazy<Task>? _following;
    private int _pins;

    /// <summary>Keeps the channel while a subscription waits for what the other nodes have in it. False when it was removed in the meantime.</summary>
    public bool TryPin()
    {
        lock (_gate)
        {
            if (_retired) return false;
            _pins++;
            _following ??= new(() => context.Nodes!.FollowAsync(_address));
            return true;
        }
    }

    /// <summary>Completes when the events and members of other nodes are received.</summary>
    public Task FollowAsync() => _following!.Value;

    /// <summary>Ends <see cref="TryPin"/>. True when the channel has no subscribers and must be removed.</summary>
    public bool Unpin()
    {
        lock (_gate)
        {
            _pins--;
            return TryRetire();
        }
    }

    /// <summary>Returns the subscribers of this node.</summary>
    public LocalSubscribers ReadLocal()
    {
        lock (_gate)
        {
            var members = new Dictionary<string, PresenceMember>(StringComparer.Ordinal);
            foreach (var member in _subscribers.Values)
                if (member is not null) members.TryAdd(member.Key, member);
            return new(_subscribers.Count, members);
        }
    }

    /// <summary>Returns a number that grows with every change of another node.</summary>
    public long Revision
    {
        get
        {
            lock (_gate) return _remote!.Revision;
        }
    }

    /// <summary>Takes over a change on another node. False when one before it was missed.</summary>
    public bool Apply(NodeChange change) => Update((added, removed) => _remote!.Apply(change, added, removed));

    /// <summary>Takes over who is subscribed on the other nodes.</summary>
    public void Replace(IReadOnlyList<NodeSubscribers> nodes, long revision) => Update((added, removed) =>
    {
        _remote!.Replace(nodes, revision, added, removed);
        return true;
    });

    /// <summary>Removes the subscribers of a node that has ended.</summary>
    public void Forget(string node) => Update((_, removed) => _remote!.Forget(node, removed));

    /// <summary>Takes over the last event of a cache channel, unless one was delivered since a revision.</summary>
    public void Keep(ReadOnlyMemory<byte> frame, long revision)
    {
        lock (_gate)
            if (_remote!.Revision == revision) _cache?.Set(name, frame);
    }

    private bool Update(Func<List<PresenceMember>, List<PresenceMember>, bool> change)
    {
        bool result;
        ISubscriber[]? receivers;
        lock (_gate)
        {
            List<PresenceMember> added = [], removed = [];
            var before = _remote!.Count;
            result = change(added, removed);
            // A member of a node that has ended may have come back on another one: the others see no change then.
            foreach (var member in added)
                if (_roster?.Add(member) == true) Queue(ServerFrames.MemberAdded(name, member), exceptSocketId: null);
            foreach (var member in removed)
                if (_roster?.Remove(member) == true) Queue(ServerFrames.MemberRemoved(name, member), exceptSocketId: null);
            if (before != _remote.Count) SendChangedCount();
            receivers = TakeReceivers();
        }

        Flush(receivers);
        return result;
    }

    private bool TryRetire()
    {
        if (_retired || _subscribers.Count > 0 || _pins > 0) return false;
        _retired = true;
        if (_following is not null) context.Nodes!.Unfollow(_address);
        return true;
    }
}
