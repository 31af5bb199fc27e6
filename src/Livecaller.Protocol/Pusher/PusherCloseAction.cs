namespace Livecaller.Protocol.Pusher;

/// <summary>What a client does after its connection was closed.</summary>
public enum PusherCloseAction
{
    /// <summary>Connect again, after a delay that grows.</summary>
    BackOff,

    /// <summary>Connect again at once.</summary>
    ReconnectAtOnce,

    /// <summary>Do not connect again unchanged: the same would happen again.</summary>
    Stop,
}

/// <summary>The rule from close codes to actions.</summary>
public static class PusherClosePolicy
{
    /// <summary>Says what a client does after a close code; null stands for a connection that broke without one.</summary>
    public static PusherCloseAction ActionFor(int? code) => code switch
    {
        >= 4000 and <= 4099 => PusherCloseAction.Stop,
        >= 4200 and <= 4299 => PusherCloseAction.ReconnectAtOnce,
        _ => PusherCloseAction.BackOff,
    };
}
