using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Channels;

/// <summary>The channels that one connection is subscribed to.</summary>
/// <remarks>
/// A connection can be closed on another thread while its receive loop handles a subscription. Joining a channel and recording it
/// is one step under a lock, and nothing can be joined after <see cref="End"/>, so that no channel keeps a closed connection.
/// </remarks>
internal sealed class SubscriptionSet(ISubscriber subscriber)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string?> _userIds = new(StringComparer.Ordinal);
    private bool _ended;

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _userIds.Count == 0;
        }
    }

    public JoinResult Join(ChannelHub hub, string channel, PresenceMember? member, int maxChannels)
    {
        lock (_gate)
        {
            if (_ended) return JoinResult.Ended;
            if (_userIds.Count >= maxChannels && !_userIds.ContainsKey(channel)) return JoinResult.TooMany;
            var result = hub.Join(channel, subscriber, member);
            if (result == JoinResult.Joined) _userIds.Add(channel, member?.UserId.GetRawText());
            return result;
        }
    }

    /// <summary>Leaves a channel. False when it was not subscribed to.</summary>
    public bool Leave(ChannelHub hub, string channel)
    {
        lock (_gate)
        {
            if (!_userIds.Remove(channel)) return false;
            hub.Leave(channel, subscriber);
            return true;
        }
    }

    /// <summary>Leaves every channel and refuses later subscriptions.</summary>
    public void End(ChannelHub hub)
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var channel in _userIds.Keys) hub.Leave(channel, subscriber);
            _userIds.Clear();
        }
    }

    /// <summary>Returns whether a channel is subscribed to, with the user id as JSON text if it is a presence channel.</summary>
    public bool TryGetUserId(string channel, out string? userIdJson)
    {
        lock (_gate) return _userIds.TryGetValue(channel, out userIdJson);
    }
}
