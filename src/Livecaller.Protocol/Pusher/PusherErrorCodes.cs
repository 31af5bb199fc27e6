namespace Livecaller.Protocol.Pusher;

/// <summary>The codes of <c>pusher:error</c> and of the close frame.</summary>
internal static class PusherErrorCodes
{
    /// <summary>There is no application with this key.</summary>
    public const int UnknownApp = 4001;

    /// <summary>The application is disabled.</summary>
    public const int AppDisabled = 4003;

    /// <summary>The application has reached its connection quota.</summary>
    public const int OverConnectionQuota = 4004;

    /// <summary>There is nothing at this path.</summary>
    public const int PathNotFound = 4005;

    /// <summary>The version string is not valid.</summary>
    public const int InvalidVersion = 4006;

    /// <summary>The protocol version is not supported.</summary>
    public const int UnsupportedProtocol = 4007;

    /// <summary>No protocol version was given.</summary>
    public const int NoProtocol = 4008;

    /// <summary>The connection is not authorized.</summary>
    public const int Unauthorized = 4009;

    /// <summary>The server is over capacity: reconnect after a while.</summary>
    public const int OverCapacity = 4100;

    /// <summary>Reconnect immediately: the server is shutting down, or the client reads too slowly.</summary>
    public const int Reconnect = 4200;

    /// <summary>A ping was not answered.</summary>
    public const int PongNotReceived = 4201;

    /// <summary>Closed after inactivity.</summary>
    public const int Inactive = 4202;

    /// <summary>A frame is not valid or not allowed. The connection stays open.</summary>
    public const int InvalidFrame = 4300;

    /// <summary>Too many client events in a second. The connection stays open.</summary>
    public const int ClientEventRateLimit = 4301;

    /// <summary>A watchlist has too many users. The connection stays open.</summary>
    public const int WatchlistLimit = 4302;
}
