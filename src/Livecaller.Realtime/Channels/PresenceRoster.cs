using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Channels;

/// <summary>The members of a presence channel. A user with several sockets is one member. Not thread-safe.</summary>
internal sealed class PresenceRoster(int maxMembers)
{
    private readonly Dictionary<string, Entry> _entries = [];

    public PresenceMembers Members => new(
        _entries.Count, [.. _entries.Keys], _entries.ToDictionary(e => e.Key, e => e.Value.Member.UserInfo));

    public bool HasRoomFor(PresenceMember member) => _entries.Count < maxMembers || _entries.ContainsKey(member.UserId);

    /// <summary>Adds a socket of a user. True when it is the user's first.</summary>
    public bool Add(PresenceMember member)
    {
        if (_entries.TryGetValue(member.UserId, out var entry))
        {
            entry.Sockets++;
            return false;
        }

        _entries.Add(member.UserId, new Entry(member) { Sockets = 1 });
        return true;
    }

    /// <summary>Removes a socket of a user. Returns the member when it was the user's last socket, otherwise null.</summary>
    public PresenceMember? Remove(string userId)
    {
        if (!_entries.TryGetValue(userId, out var entry) || --entry.Sockets > 0) return null;
        _entries.Remove(userId);
        return entry.Member;
    }

    private sealed class Entry(PresenceMember member)
    {
        public PresenceMember Member { get; } = member;

        public int Sockets { get; set; }
    }
}
