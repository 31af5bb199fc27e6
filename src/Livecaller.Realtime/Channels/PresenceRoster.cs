using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Channels;

/// <summary>The members of a presence channel. A user with several sockets is one member. Not thread-safe.</summary>
internal sealed class PresenceRoster(int maxMembers)
{
    // For each user the member of each socket, oldest first. The others see the oldest that is still there.
    private readonly Dictionary<string, List<PresenceMember>> _users = new(StringComparer.Ordinal);

    public PresenceMembers Members => new(
        _users.Count, [.. _users.Values.Select(sockets => sockets[0].UserId)],
        _users.ToDictionary(user => user.Key, user => user.Value[0].UserInfo));

    public IReadOnlyList<string> UserIds => [.. _users.Keys];

    public bool HasRoomFor(PresenceMember member) => _users.Count < maxMembers || _users.ContainsKey(member.Key);

    /// <summary>Adds a socket of a user. True when it is the user's first.</summary>
    public bool Add(PresenceMember member)
    {
        if (_users.TryGetValue(member.Key, out var sockets))
        {
            sockets.Add(member);
            return false;
        }

        _users.Add(member.Key, [member]);
        return true;
    }

    /// <summary>Removes a socket of a user. True when it was the user's last.</summary>
    public bool Remove(PresenceMember member)
    {
        if (!_users.TryGetValue(member.Key, out var sockets)) return false;
        sockets.RemoveAll(m => ReferenceEquals(m, member));
        return sockets.Count == 0 && _users.Remove(member.Key);
    }
}
