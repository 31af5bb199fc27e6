namespace Livecaller.Realtime.Channels;

internal enum JoinResult
{
    Joined,
    AlreadyIn,
    Full,

    /// <summary>The channel was emptied and dropped in the meantime: take a new one.</summary>
    Retired,
}
