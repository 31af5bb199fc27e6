namespace Livecaller.Realtime;

/// <summary>The settings of the Pusher server. They are checked once, when the host starts.</summary>
public sealed class PusherOptions
{
    /// <summary>The application's id.</summary>
    /// <value>No default: required.</value>
    public string AppId { get; set; } = "";

    /// <summary>The application's key: public, the last part of the address that clients connect to.</summary>
    /// <value>No default: required. Letters, digits, <c>-</c> and <c>_</c>.</value>
    public string AppKey { get; set; } = "";

    /// <summary>The secret that subscriptions to private and presence channels are signed with.</summary>
    /// <value>No default: required.</value>
    public string AppSecret { get; set; } = "";

    /// <summary>How long a client may be silent before it is pinged; clients are told to ping after the same time.</summary>
    /// <value>120 seconds; at least one second.</value>
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long the answer to a ping may take before the socket is closed with 4201.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a socket that is being closed may take to say goodbye before it is cut off.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many sockets may be open on this node; one more is refused with 4004.</summary>
    /// <value>0: no limit.</value>
    public int MaxConnections { get; set; }

    /// <summary>How many channels one socket may be subscribed to.</summary>
    /// <value>100.</value>
    public int MaxSubscriptionsPerConnection { get; set; } = 100;

    /// <summary>The longest message that a client may send, in bytes, however many fragments it comes in.</summary>
    /// <value>65,536.</value>
    public int MaxFrameBytes { get; set; } = 64 * 1024;

    /// <summary>How many unreadable frames in a row close a socket.</summary>
    /// <value>10.</value>
    public int MaxInvalidFrames { get; set; } = 10;

    /// <summary>How many frames may wait for a slow socket before it is closed with 4200.</summary>
    /// <value>256.</value>
    public int MaxQueuedFrames { get; set; } = 256;

    /// <summary>How many bytes may wait for a slow socket before it is closed with 4200. A single frame always may.</summary>
    /// <value>1,048,576.</value>
    public int MaxQueuedBytes { get; set; } = 1024 * 1024;

    /// <summary>How many users a presence channel holds.</summary>
    /// <value>100.</value>
    public int MaxPresenceMembers { get; set; } = 100;

    /// <summary>The longest <c>user_id</c> of a presence member, in characters.</summary>
    /// <value>128.</value>
    public int MaxUserIdLength { get; set; } = 128;

    /// <summary>The longest <c>user_info</c> of a presence member, in bytes of JSON.</summary>
    /// <value>1,024.</value>
    public int MaxUserInfoBytes { get; set; } = 1024;

    /// <summary>How many client events a socket may send in a second; one more is answered with error 4301.</summary>
    /// <value>10. 0 switches client events off.</value>
    public int MaxClientEventsPerSecond { get; set; } = 10;

    /// <summary>The longest name of a client event, in characters.</summary>
    /// <value>200.</value>
    public int MaxClientEventNameLength { get; set; } = 200;

    /// <summary>The longest payload of a client event, in bytes.</summary>
    /// <value>10,240.</value>
    public int MaxClientEventBytes { get; set; } = 10 * 1024;
}
