using System.Buffers;

namespace Livecaller.Protocol.Pusher;

/// <summary>The rules for channel names.</summary>
internal static class PusherChannel
{
    /// <summary>The maximum length of a name, as servers and libraries agree on it.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The prefix of private channels.</summary>
    public const string PrivatePrefix = "private-";

    /// <summary>The prefix of presence channels.</summary>
    public const string PresencePrefix = "presence-";

    /// <summary>What the names of the channels begin with on which a signed-in user receives events.</summary>
    public const string UserPrefix = "#server-to-user-";

    private static readonly string[] CachePrefixes = ["cache-", "private-cache-", "presence-cache-", "private-encrypted-cache-"];

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=@,.;");

    /// <summary>Returns whether the characters and the length of a name are valid.</summary>
    public static bool IsValidName(string? name) =>
        name is { Length: > 0 and <= MaxNameLength } && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Returns whether a channel keeps its last event for new subscribers.</summary>
    public static bool IsCache(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var prefix in CachePrefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Returns the kind of a channel, based on its name.</summary>
    public static PusherChannelKind KindOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(PrivatePrefix, StringComparison.Ordinal) ? PusherChannelKind.Private
            : name.StartsWith(PresencePrefix, StringComparison.Ordinal) ? PusherChannelKind.Presence
            : PusherChannelKind.Public;
    }
}

/// <summary>The kinds of channels.</summary>
internal enum PusherChannelKind
{
    /// <summary>All clients can subscribe.</summary>
    Public,

    /// <summary>A subscription requires a signature.</summary>
    Private,

    /// <summary>A subscription requires a signature that includes the member.</summary>
    Presence,
}
