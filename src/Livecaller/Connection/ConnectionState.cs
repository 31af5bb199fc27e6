namespace Livecaller;

/// <summary>The state of the realtime connection.</summary>
public enum ConnectionState
{
    /// <summary>No connection was requested.</summary>
    Disconnected,

    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>Events are received.</summary>
    Connected,

    /// <summary>The connection was lost or could not be made. It is retried automatically.</summary>
    Unavailable,

    /// <summary>The server refused the connection. It is not retried automatically.</summary>
    Failed,
}
