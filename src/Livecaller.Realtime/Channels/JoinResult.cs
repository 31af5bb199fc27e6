namespace Livecaller.Realtime.Channels;

internal enum JoinResult
{
    Joined,
    AlreadyIn,
    Full,

    /// <summary>The connection has as many subscriptions as it may have.</summary>
    TooMany,

    /// <summary>The connection was closed in the meantime.</summary>
    Ended,

    /// <summary>The channel was emptied and dropped in the meantime: take a new one.</summary>
    Retired,
}
