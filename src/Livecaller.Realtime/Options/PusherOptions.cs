namespace Livecaller.Realtime;

/// <summary>The options of the Pusher server and of its first application. They are validated once, when the host starts.</summary>
public sealed class PusherOptions : PusherAppOptions
{
    /// <summary>
    /// Further applications. Each one has its own credentials, channels and limits, and shares nothing with the others.
    /// <c>IChannelPublisher</c> publishes to the first application, and the keyed service <c>IChannelPublisher</c> to the one whose id is the key.
    /// </summary>
    /// <value>Empty. If it is not, the application of this object itself can be left out: <see cref="PusherAppOptions.AppId"/>, <see cref="PusherAppOptions.AppKey"/> and <see cref="PusherAppOptions.AppSecret"/> are all empty then.</value>
    public IList<PusherAppOptions> Apps { get; } = [];

    /// <summary>The maximum number of open sockets of all applications on this node. One more is refused with 4100, after which clients come back later.</summary>
    /// <value>0: no limit.</value>
    public int MaxTotalConnections { get; set; }

    /// <summary>
    /// The maximum number of open sockets of one IPv4 address or IPv6 /64. One more is refused with 4100, after which clients come back later.
    /// Behind a reverse proxy, forwarded headers must be configured.
    /// </summary>
    /// <value>0: no limit.</value>
    public int MaxConnectionsPerAddress { get; set; }

    /// <summary>
    /// How long a node that stops takes to close its sockets. They are closed in waves of at least 100, so that not all of their clients
    /// reconnect to the other nodes at the same moment.
    /// </summary>
    /// <value>3 seconds; at most 1 day, and no longer than the host allows for its shutdown. Zero closes all at once.</value>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The applications: this one unless it is left out, and the further ones.</summary>
    internal IEnumerable<PusherAppOptions> AllApps => HasOwnApp ? Apps.Prepend(this) : Apps;

    /// <summary>Whether this object describes an application itself.</summary>
    internal bool HasOwnApp => Apps.Count == 0 || !string.IsNullOrEmpty(AppId + AppKey + AppSecret);
}
