namespace Livecaller;

/// <summary>Where the realtime connection stands.</summary>
public enum ConnectionState
{
    /// <summary>Nobody asked for a connection.</summary>
    Disconnected,

    /// <summary>The first connect is on its way.</summary>
    Connecting,

    /// <summary>Events flow.</summary>
    Connected,

    /// <summary>The connection is lost or could not be made; it is tried again by itself.</summary>
    Unavailable,

    /// <summary>The server does not want this client; it is not tried again by itself.</summary>
    Failed,
}
