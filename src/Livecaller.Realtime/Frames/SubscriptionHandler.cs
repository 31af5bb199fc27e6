using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;

namespace Livecaller.Realtime.Frames;

/// <summary>Handles <c>pusher:subscribe</c> and <c>pusher:unsubscribe</c>.</summary>
internal static class SubscriptionHandler
{
    public static async ValueTask SubscribeAsync(PusherConnection connection, PusherFrame frame)
    {
        if (!connection.Budget.TryTakeSubscribe())
        {
            connection.Close(CloseSignal.TooManySubscribes);
            return;
        }

        if (SubscriptionRequest.Read(frame.Data) is not { } request)
        {
            connection.RefuseFrame("A subscription needs a channel name.", frame.Channel);
            return;
        }

        if (await JoinAsync(connection, request).ConfigureAwait(false) is { } refusal)
            connection.Send(ServerFrames.SubscriptionError(request.Channel, refusal.Type, refusal.Reason, refusal.Status));
    }

    public static void Unsubscribe(PusherConnection connection, PusherFrame frame)
    {
        if (SubscriptionRequest.Read(frame.Data) is not { } request)
        {
            connection.RefuseFrame("An unsubscription needs a channel name.", frame.Channel);
            return;
        }

        if (connection.Subscriptions.Leave(connection.App.Channels, request.Channel)) connection.OnSubscriptionsChanged();
    }

    public static void End(PusherConnection connection) => connection.Subscriptions.End(connection.App.Channels);

    private static async ValueTask<SubscriptionRefusal?> JoinAsync(PusherConnection connection, SubscriptionRequest request)
    {
        var (channel, options) = (request.Channel, connection.App.Options);
        if (channel.StartsWith(PusherChannel.UserPrefix, StringComparison.Ordinal)) return JoinUserChannel(connection, channel);
        if (channel.Length > PusherChannel.MaxNameLength) return SubscriptionRefusal.NameTooLong;
        if (!request.IsText || !PusherChannel.IsValidName(channel)) return SubscriptionRefusal.Name;

        PresenceMember? member = null;
        var kind = PusherChannel.KindOf(channel);
        if (kind == PusherChannelKind.Public)
        {
            if (!options.PublicChannels) return SubscriptionRefusal.PublicChannel;
        }
        else
        {
            if (request is { HasChannelData: true, ChannelData: null } || !PusherSignature.IsValidForChannel(
                request.Auth, options.AppKey, options.AppSecret, connection.SocketId, channel, request.ChannelData))
                return SubscriptionRefusal.Signature;

            if (kind == PusherChannelKind.Presence
                && MemberReader.Read(request.ChannelData, options, out member) is { } refusal)
                return refusal;

            // Before the answer: a client that has it does not wait for anything else.
            connection.OnAuthorized();
        }

        var channels = connection.App.Channels;
        if (!channels.HasOtherNodes) return Join(connection, channel, member);
        var live = await channels.PinAsync(channel).ConfigureAwait(false);
        try
        {
            return Join(connection, channel, member);
        }
        finally
        {
            channels.Unpin(live);
        }
    }

    private static SubscriptionRefusal? Join(PusherConnection connection, string channel, PresenceMember? member)
    {
        switch (connection.Subscriptions.Join(connection.App.Channels, channel, member, connection.App.Options.MaxSubscriptionsPerConnection))
        {
            case JoinResult.TooMany:
                return SubscriptionRefusal.TooMany;
            case JoinResult.Full:
                return SubscriptionRefusal.ChannelFull;
            default:
                connection.OnSubscriptionsChanged();
                return null;
        }
    }

    // A signed-in connection receives the events of its user in any case; clients subscribe all the same.
    private static SubscriptionRefusal? JoinUserChannel(PusherConnection connection, string channel)
    {
        if (connection.User?.Id != channel[PusherChannel.UserPrefix.Length..]) return SubscriptionRefusal.User;
        connection.Send(ServerFrames.SubscriptionSucceeded(channel, null));
        return null;
    }
}
