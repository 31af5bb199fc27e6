using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Frames;

/// <summary>Why a subscription is refused, in the terms of <c>pusher:subscription_error</c>.</summary>
internal sealed record SubscriptionRefusal(string Type, string Reason, int Status)
{
    public static readonly SubscriptionRefusal Name = new(
        "InvalidChannel", "A channel name consists of letters, digits and _ - = @ , . ; only.", 400);

    public static readonly SubscriptionRefusal NameTooLong = new(
        "InvalidChannel", $"A channel name has at most {PusherChannel.MaxNameLength} characters.", 400);

    public static readonly SubscriptionRefusal User = new(
        "AuthError", "The connection is not signed in as this user.", 401);

    public static readonly SubscriptionRefusal PublicChannel = new(
        "AuthError", "This server does not have public channels.", 403);

    public static readonly SubscriptionRefusal Signature = new(
        "AuthError", "The signature is missing or not valid for this socket and channel.", 401);

    public static readonly SubscriptionRefusal Member = new(
        "AuthError", "channel_data needs a user_id that is a string or a number.", 401);

    public static readonly SubscriptionRefusal TooMany = new(
        "LimitReached", "The connection has reached its limit of subscriptions.", 403);

    public static readonly SubscriptionRefusal ChannelFull = new(
        "LimitReached", "The presence channel has reached its limit of members.", 403);

    public static SubscriptionRefusal UserIdTooLong(int limit) => new("LimitReached", $"A user_id has at most {limit} characters.", 403);

    public static SubscriptionRefusal UserInfoTooLarge(int limit) => new("LimitReached", $"A user_info has at most {limit} bytes.", 403);
}
