namespace Livecaller.Realtime;

/// <summary>The options of an application: its credentials and the limits of its clients.</summary>
public class PusherAppOptions
{
    /// <summary>The application's id.</summary>
    /// <value>No default: required.</value>
    public string AppId { get; set; } = "";

    /// <summary>The application's key. It is public: the last part of the address that clients connect to.</summary>
    /// <value>No default: required. Letters, digits, <c>-</c> and <c>_</c>.</value>
    public string AppKey { get; set; } = "";

    /// <summary>The secret that signs subscriptions to private and presence channels.</summary>
    /// <value>No default: required.</value>
    public string AppSecret { get; set; } = "";

    /// <summary>How long a client can be silent before it is pinged. Clients are told to ping after the same time.</summary>
    /// <value>120 seconds; from 1 second to 1 day.</value>
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a client can take to answer a ping before its socket is closed with 4201.</summary>
    /// <value>30 seconds; at most 1 day.</value>
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client can take to answer the close frame before its connection is aborted.</summary>
    /// <value>5 seconds; at most 1 day.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether clients can connect. If not, they are refused with 4003.</summary>
    /// <value>True.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The origins of the web pages that can connect, for example <c>https://example.com</c> or <c>https://*.example.com</c> for all
    /// subdomains. A page of another origin is refused with 4009. Clients outside of browsers send no origin and are not checked.
    /// </summary>
    /// <value>Empty: all origins.</value>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The maximum number of open sockets of the application on this node. One more is refused with 4004, after which clients do not come back.</summary>
    /// <value>0: no limit.</value>
    public int MaxConnections { get; set; }

    /// <summary>How long a socket can be open without a subscription to a private or presence channel before it is closed with 4100.</summary>
    /// <value>Zero: forever. At most 1 day.</value>
    public TimeSpan UnauthorizedTimeout { get; set; }

    /// <summary>How long a socket can be open without a subscription to any channel before it is closed with 4202.</summary>
    /// <value>Zero: forever. At most 1 day.</value>
    public TimeSpan IdleTimeout { get; set; }

    /// <summary>Whether clients can subscribe to public channels, which need no signature.</summary>
    /// <value>True.</value>
    public bool PublicChannels { get; set; } = true;

    /// <summary>The maximum number of channels that one socket can be subscribed to.</summary>
    /// <value>100.</value>
    public int MaxSubscriptionsPerConnection { get; set; } = 100;

    /// <summary>The maximum size of a message of a client in bytes, over all of its fragments.</summary>
    /// <value>65,536.</value>
    public int MaxFrameBytes { get; set; } = 64 * 1024;

    /// <summary>The maximum number of frames of a socket in a minute. One more closes the socket with 4100.</summary>
    /// <value>0: no limit.</value>
    public int MaxFramesPerMinute { get; set; }

    /// <summary>The maximum number of subscriptions that a socket asks for in a minute, refused ones included. One more closes the socket with 4100.</summary>
    /// <value>0: no limit.</value>
    public int MaxSubscribesPerMinute { get; set; }

    /// <summary>The number of consecutive frames that are not valid after which a socket is closed.</summary>
    /// <value>10.</value>
    public int MaxInvalidFrames { get; set; } = 10;

    /// <summary>The maximum number of frames that can wait for a slow socket before it is closed with 4200.</summary>
    /// <value>256.</value>
    public int MaxQueuedFrames { get; set; } = 256;

    /// <summary>The maximum number of bytes that can wait for a slow socket before it is closed with 4200. A single frame always can.</summary>
    /// <value>1,048,576.</value>
    public int MaxQueuedBytes { get; set; } = 1024 * 1024;

    /// <summary>The maximum number of members of a presence channel.</summary>
    /// <value>100.</value>
    public int MaxPresenceMembers { get; set; } = 100;

    /// <summary>The maximum length of the <c>user_id</c> of a presence member in characters.</summary>
    /// <value>128.</value>
    public int MaxUserIdLength { get; set; } = 128;

    /// <summary>The maximum size of the <c>user_info</c> of a presence member in bytes of JSON.</summary>
    /// <value>1,024.</value>
    public int MaxUserInfoBytes { get; set; } = 1024;

    /// <summary>Whether clients can send events to each other.</summary>
    /// <value>True.</value>
    public bool ClientEvents { get; set; } = true;

    /// <summary>The maximum number of client events of a socket in a second. One more is answered with error 4301.</summary>
    /// <value>10. 0 disables client events.</value>
    public int MaxClientEventsPerSecond { get; set; } = 10;

    /// <summary>The maximum length of the name of a client event in characters.</summary>
    /// <value>200.</value>
    public int MaxClientEventNameLength { get; set; } = 200;

    /// <summary>The maximum size of the data of a client event in bytes.</summary>
    /// <value>10,240.</value>
    public int MaxClientEventBytes { get; set; } = 10 * 1024;

    /// <summary>How long a cache channel keeps its last event.</summary>
    /// <value>30 minutes; from 1 second to 1 day.</value>
    public TimeSpan CacheTimeToLive { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The maximum size of the last events of all cache channels on this node in bytes. The oldest ones are dropped.</summary>
    /// <value>16,777,216.</value>
    public int MaxCachedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Whether the subscribers of a channel are told how many there are. Not for presence channels, which tell it anyway.</summary>
    /// <value>False.</value>
    public bool SubscriptionCounts { get; set; }

    /// <summary>The maximum number of users that a signed-in user can watch. A longer watchlist is ignored with error 4302.</summary>
    /// <value>100.</value>
    public int MaxWatchedUsers { get; set; } = 100;

    /// <summary>The maximum size of the data of an event that the HTTP API publishes, in bytes.</summary>
    /// <value>10,240.</value>
    public int MaxEventBytes { get; set; } = 10 * 1024;

    /// <summary>The maximum size of the body of a request to the HTTP API in bytes.</summary>
    /// <value>524,288.</value>
    public int MaxHttpApiBytes { get; set; } = 512 * 1024;

    /// <summary>The HTTP requests by which back ends are told what happens in the channels.</summary>
    /// <value>No receivers.</value>
    public PusherWebhookOptions Webhooks { get; } = new();

    /// <summary>What the names of the settings begin with in messages about them.</summary>
    internal string Prefix { get; set; } = nameof(PusherOptions) + ".";
}
