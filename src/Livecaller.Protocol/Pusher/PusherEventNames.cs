namespace Livecaller.Protocol.Pusher;

/// <summary>The names of the protocol's own events.</summary>
internal static class PusherEventNames
{
    /// <summary>Server: the first frame of a connection, with <c>socket_id</c> and <c>activity_timeout</c>.</summary>
    public const string ConnectionEstablished = "pusher:connection_established";

    /// <summary>Server: an error; see <see cref="PusherErrorCodes"/>.</summary>
    public const string Error = "pusher:error";

    /// <summary>Either side: answer with <see cref="Pong"/>.</summary>
    public const string Ping = "pusher:ping";

    /// <summary>Either side: the answer to <see cref="Ping"/>.</summary>
    public const string Pong = "pusher:pong";

    /// <summary>Client: subscribe to a channel.</summary>
    public const string Subscribe = "pusher:subscribe";

    /// <summary>Client: unsubscribe from a channel. Has no answer.</summary>
    public const string Unsubscribe = "pusher:unsubscribe";

    /// <summary>Server: a subscription was refused. The connection stays open.</summary>
    public const string SubscriptionError = "pusher:subscription_error";

    /// <summary>Server: a subscription succeeded.</summary>
    public const string SubscriptionSucceeded = "pusher_internal:subscription_succeeded";

    /// <summary>Server: a user joined a presence channel.</summary>
    public const string MemberAdded = "pusher_internal:member_added";

    /// <summary>Server: a user left a presence channel.</summary>
    public const string MemberRemoved = "pusher_internal:member_removed";

    /// <summary>Server: the cache channel that the client subscribed to has no cached event.</summary>
    public const string CacheMiss = "pusher:cache_miss";

    /// <summary>Server: the number of subscribers of a channel has changed.</summary>
    public const string SubscriptionCount = "pusher_internal:subscription_count";

    /// <summary>Client: sign in as a user.</summary>
    public const string SignIn = "pusher:signin";

    /// <summary>Server: a sign-in succeeded.</summary>
    public const string SignInSuccess = "pusher:signin_success";

    /// <summary>Server: users of the watchlist have come or gone.</summary>
    public const string WatchlistEvents = "pusher_internal:watchlist_events";

    /// <summary>The prefix of client events.</summary>
    public const string ClientPrefix = "client-";

    /// <summary>The prefix of the protocol's own events.</summary>
    public const string ProtocolPrefix = "pusher:";

    /// <summary>The prefix of the protocol's internal events.</summary>
    public const string InternalPrefix = "pusher_internal:";
}
