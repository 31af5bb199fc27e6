namespace Livecaller.Protocol.Pusher;

/// <summary>The action of a client after its connection was closed.</summary>
internal enum PusherCloseAction
{
    /// <summary>Reconnect after a growing delay.</summary>
    BackOff,

    /// <summary>Reconnect immediately.</summary>
    ReconnectAtOnce,

    /// <summary>Do not reconnect, because the same connection would be rejected again.</summary>
    Stop,
}

/// <summary>Maps close codes to actions.</summary>
internal static class PusherClosePolicy
{
    /// <summary>Returns the action for a close code, or for null if the connection was lost without one.</summary>
    public static PusherCloseAction ActionFor(int? code) => code switch
    {
        >= 4000 and <= 4099 => PusherCloseAction.Stop,
        >= 4200 and <= 4299 => PusherCloseAction.ReconnectAtOnce,
        _ => PusherCloseAction.BackOff,
    };
}
