namespace Livecaller.Realtime.Dialogue;

/// <summary>Why a subscription is refused, in the terms of <c>pusher:subscription_error</c>.</summary>
internal sealed record SubscriptionRefusal(string Type, string Reason, int Status)
{
    public static readonly SubscriptionRefusal Name = new(
        "InvalidChannel", "A channel name has letters, digits and _ - = @ , . ; only.", 400);

    // A client of a cache channel waits for its last event or for a miss: better refused than left waiting.
    public static readonly SubscriptionRefusal CacheChannel = new(
        "InvalidChannel", "Cache channels are not offered by this server.", 400);

    public static readonly SubscriptionRefusal Signature = new(
        "AuthError", "The signature is missing or not the one of this socket and channel.", 401);

    public static readonly SubscriptionRefusal Member = new(
        "AuthError", "channel_data needs a user_id, and user_id and user_info within their limits.", 401);

    public static readonly SubscriptionRefusal TooMany = new(
        "LimitReached", "The connection has as many subscriptions as it may have.", 403);

    public static readonly SubscriptionRefusal ChannelFull = new(
        "LimitReached", "The presence channel has as many members as it may have.", 403);
}
