using System.Buffers;

namespace Livecaller.Protocol.Pusher;

/// <summary>The rules for channel names.</summary>
public static class PusherChannel
{
    /// <summary>The longest name that servers and libraries agree on.</summary>
    public const int MaxNameLength = 200;

    /// <summary>What the names of private channels begin with.</summary>
    public const string PrivatePrefix = "private-";

    /// <summary>What the names of presence channels begin with.</summary>
    public const string PresencePrefix = "presence-";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=@,.;");

    /// <summary>Whether a name has the allowed characters and length.</summary>
    public static bool IsValidName(string? name) =>
        name is { Length: > 0 and <= MaxNameLength } && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Says what kind of channel a name stands for.</summary>
    public static PusherChannelKind KindOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(PrivatePrefix, StringComparison.Ordinal) ? PusherChannelKind.Private
            : name.StartsWith(PresencePrefix, StringComparison.Ordinal) ? PusherChannelKind.Presence
            : PusherChannelKind.Public;
    }
}

/// <summary>The kinds of channels.</summary>
public enum PusherChannelKind
{
    /// <summary>Anybody may subscribe.</summary>
    Public,

    /// <summary>A subscription needs a signature.</summary>
    Private,

    /// <summary>A subscription needs a signature, and names the member.</summary>
    Presence,
}
