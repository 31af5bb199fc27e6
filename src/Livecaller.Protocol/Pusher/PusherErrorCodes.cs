namespace Livecaller.Protocol.Pusher;

/// <summary>Codes of <c>pusher:error</c> and of the close frame.</summary>
public static class PusherErrorCodes
{
    /// <summary>There is no application with this key.</summary>
    public const int UnknownApp = 4001;

    /// <summary>The application has as many connections as it may have.</summary>
    public const int OverConnectionQuota = 4004;

    /// <summary>There is nothing at this path.</summary>
    public const int PathNotFound = 4005;

    /// <summary>The client's version cannot be read.</summary>
    public const int InvalidVersion = 4006;

    /// <summary>The protocol's version is not spoken here.</summary>
    public const int UnsupportedProtocol = 4007;

    /// <summary>No protocol's version was given.</summary>
    public const int NoProtocol = 4008;

    /// <summary>The connection is not authorised.</summary>
    public const int Unauthorized = 4009;

    /// <summary>The server is full: come back after a while.</summary>
    public const int OverCapacity = 4100;

    /// <summary>Come back at once: the server goes away, or this socket fell behind.</summary>
    public const int Reconnect = 4200;

    /// <summary>A ping was not answered.</summary>
    public const int PongNotReceived = 4201;

    /// <summary>Closed after a time without activity.</summary>
    public const int Inactive = 4202;

    /// <summary>A frame that cannot be read, or that says what may not be said. The connection stays.</summary>
    public const int InvalidFrame = 4300;

    /// <summary>Too many client events in a second. The connection stays.</summary>
    public const int ClientEventRateLimit = 4301;
}
