namespace Livecaller.Protocol.Pusher;

/// <summary>What a client does after its connection was closed.</summary>
internal enum PusherCloseAction
{
    /// <summary>Reconnect after a growing delay.</summary>
    BackOff,

    /// <summary>Reconnect at once.</summary>
    ReconnectAtOnce,

    /// <summary>Do not reconnect unchanged: it would be refused again.</summary>
    Stop,
}

/// <summary>Maps close codes to actions.</summary>
internal static class PusherClosePolicy
{
    /// <summary>Returns what a client does after a close code; null stands for a connection that was lost without one.</summary>
    public static PusherCloseAction ActionFor(int? code) => code switch
    {
        >= 4000 and <= 4099 => PusherCloseAction.Stop,
        >= 4200 and <= 4299 => PusherCloseAction.ReconnectAtOnce,
        _ => PusherCloseAction.BackOff,
    };
}
